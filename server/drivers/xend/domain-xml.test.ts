import { expect, test } from 'vitest'
import type { ConfigFormat } from './config-format.ts'
import { domainSexpr } from './domain-sexpr.ts'
import { writeDomainXml, type XmlWish } from './domain-xml.ts'
import { recorded, recordedUuid } from './recorded.ts'
import { readSexpr, writeSexpr } from './sexpr.ts'

const all: readonly (readonly [keyof typeof recorded, ConfigFormat])[] = [
  ['hostDomain', 3],
  ['fullOldest', 1],
  ['paravirtual', 2],
  ['halted', 3],
  ['fullLater', 4],
]

const golden = (name: string) => `${import.meta.dirname}/golden/${name}`

test.for(all)('%s, of config format %i, is this XML', async ([name, format]) => {
  const xml = writeDomainXml(readSexpr(recorded[name]), { format })
  await expect(xml).toMatchFileSnapshot(golden(`${name}.xml`))
})

test.for(all.slice(1))('%s, fed back to the same xend, is this', async ([name, format]) => {
  const xml = writeDomainXml(readSexpr(recorded[name]), { format, inactive: true })
  const said = writeSexpr(domainSexpr(xml, format)).replaceAll(' (device', '\n (device')
  await expect(`${said}\n`).toMatchFileSnapshot(golden(`${name}.sexpr`))
})

const named = `(name a) (uuid ${recordedUuid})`
const linesOf = (said: string, wish: Partial<XmlWish> = {}) =>
  writeDomainXml(readSexpr(`(domain ${named} ${said})`), { format: 4, ...wish }).replace(
    /\n\s*/g,
    '',
  )

test.each([
  ['(bootloader /b) (image (linux))', '<bootloader>/b</bootloader><os><type>linux</type></os>'],
  ['(bootloader )', '<bootloader/><os><type>linux</type></os>'],
  [
    "(bootloader '') (image (linux (kernel /k)))",
    '</vcpu><os><type>linux</type><kernel>/k</kernel>',
  ],
  [
    "(image (linux (kernel /k) (root /dev/a) (args 'root=/dev/a 3')))",
    '<kernel>/k</kernel><root>/dev/a</root><cmdline>3</cmdline>',
  ],
  [
    "(image (linux (kernel /k) (root '/dev/a ro') (args '3 root=/dev/a ro')))",
    '<root>/dev/a ro</root><cmdline>3</cmdline>',
  ],
  ['(image (linux (root UUID=1) (args 3)))', '<type>linux</type><cmdline>root=UUID=1 3</cmdline>'],
  ["(image (linux (args 'root=UUID=1 3')))", '<type>linux</type><cmdline>root=UUID=1 3</cmdline>'],
  ['(image (hvm (kernel /l)))', "<type>hvm</type><loader>/l</loader><boot dev='hd'/></os>"],
  [
    '(image (hvm (loader /l) (kernel /k) (ramdisk /r) (args q) (boot n)))',
    "<loader>/l</loader><kernel>/k</kernel><initrd>/r</initrd><cmdline>q</cmdline><boot dev='network'/>",
  ],
  ['(image (linux (localtime 1)))', "<clock offset='localtime'/>"],
  ['(localtime 1) (image (linux))', "<clock offset='localtime'/>"],
  ['(cpus 0-3,^2)', "<vcpu placement='static' cpuset='0-3,^2'>"],
  ['(vcpus 2) (cpus ((1 3) (1 3)))', "<vcpu placement='static' cpuset='1,3'>2</vcpu>"],
  ['(on_crash coredump_restart)', '<on_crash>coredump-restart</on_crash>'],
  ['(on_crash dance)', '<on_crash>destroy</on_crash>'],
])('%s boots and runs as %s', (said, xml) => expect(linesOf(said)).toContain(xml))

test.each([
  ['(device (vfb (type vnc) (vncunused 0) (vncdisplay 3)))', "port='5903' autoport='no'/>"],
  [
    '(device (vfb (vnc 1) (sdl 0) (vncunused 1)))',
    "<graphics type='vnc' port='-1' autoport='yes'/>",
  ],
  ['(domid 2) (device (vfb (vnc 1) (location [::]:5907)))', "port='5907' autoport='yes'/>"],
  ['(device (vfb (vnc 0) (sdl 1) (display :0)))', "<graphics type='sdl' display=':0'/></devices>"],
  ['(image (hvm (sdl 1) (xauthority /x)))', "<graphics type='sdl' xauth='/x'/>"],
  ['(image (linux (vnc 1) (vncdisplay 1)))', "port='5901' autoport='no'/>"],
])('%s is shown as %s', (said, xml) => expect(linesOf(said)).toContain(xml))

test('only the oldest tell a port by the id, and only of a domain that runs', () => {
  const said = '(domid 7) (image (hvm (vnc 1)))'
  expect(linesOf(said, { format: 1 })).toContain("port='5907'")
  expect(linesOf(said, { format: 1, inactive: true })).toContain("port='-1'")
  expect(linesOf(said, { format: 3 })).toContain("port='-1'")
})

test('a password is told only when asked for', () => {
  const said = '(device (vfb (type vnc) (vncpasswd secret)))'
  expect(linesOf(said)).not.toContain('secret')
  expect(linesOf(said, { secure: true })).toContain("passwd='secret'")
})

test('what holds for one life only is not in the definition of the next', () => {
  const said = '(domid 7) (device (vif (bridge b))) (device (vfb (vnc 1) (location h:5901)))'
  expect(linesOf(said)).toMatch(/^<domain type='xen' id='7'>.*<target dev='vif7.0'\/>.*port='5901'/)
  expect(linesOf(said, { inactive: true })).not.toMatch(/id='7'|vif7|5901/)
})
