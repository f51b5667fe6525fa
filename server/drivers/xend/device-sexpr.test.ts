import { expect, test } from 'vitest'
import { asFailure } from '../../../lib/failure.ts'
import { withAutostart } from './autostart.ts'
import { diskNumber } from './device-number.ts'
import { deviceHandle, deviceSexpr } from './device-sexpr.ts'
import { readSexpr, writeSexpr } from './sexpr.ts'

const disk = (inside: string, attributes = "type='file'") => `<disk ${attributes}>${inside}</disk>`
const image = "<source file='/a'/><target dev='hda'/>"
const said = (xml: string, format: 1 | 2 | 3 | 4 = 4, hvm = true) => {
  try {
    return writeSexpr(deviceSexpr(xml, { format, hvm }))
  } catch (cause) {
    const { code, detail } = asFailure(cause)
    return `${code}: ${detail}`
  }
}

test.each([
  [1, true, '(vbd (dev ioemu:hda) (uname file:/a) (mode w))'],
  [2, true, '(vbd (dev hda:disk) (uname file:/a) (mode w))'],
  [4, false, '(vbd (dev hda) (uname file:/a) (mode w))'],
] as const)('a disk for format %i, hvm %s', (format, hvm, expected) => {
  expect(said(disk(image), format, hvm)).toBe(expected)
})

test.each([
  ['shared', disk(`${image}<shareable/>`), "(vbd (dev hda:disk) (uname file:/a) (mode 'w!'))"],
  ['only read', disk(`${image}<readonly/>`), '(vbd (dev hda:disk) (uname file:/a) (mode r))'],
  [
    'a CD-ROM without a disc',
    disk("<target dev='hdc'/>", "type='file' device='cdrom'"),
    '(vbd (dev hdc:cdrom) (mode r))',
  ],
  [
    'of qemu',
    disk(`<driver name='qemu' type='vpc'/>${image}`),
    '(tap (dev hda:disk) (uname tap:vhd:/a) (mode w))',
  ],
  [
    'a block device with a quote',
    disk(`<source dev="/dev/it's"/><target dev='hda'/>`, "type='block'"),
    String.raw`(vbd (dev hda:disk) (uname 'phy:/dev/it\'s') (mode w))`,
  ],
  [
    'a card',
    "<interface type='bridge'><mac address='00:16:3E:00:00:01'/><source bridge='b'/><target dev='vif3.0'/></interface>",
    '(vif (mac 00:16:3E:00:00:01) (bridge b) (script vif-bridge) (type ioemu))',
  ],
  [
    'a device of the host',
    "<hostdev type='pci'><source><address bus='0x1' slot='2' function='0x7'/></source></hostdev>",
    '(pci (dev (domain 0x0000) (bus 0x01) (slot 0x02) (func 0x7)))',
  ],
  ['of no name', disk("<source file='/a'/>"), 'request.invalid: A disk has no target name.'],
  ['of an unknown format', disk(`<driver type='vdi'/>${image}`), /^host\.unsupported: .*vdi/],
  ['a floppy', disk("<target dev='fda'/>", "device='floppy'"), /^host\.unsupported: .*definition/],
  ['a screen', "<graphics type='vnc'/>", /^request\.invalid: This is a <graphics>/],
  [
    'a slot that is none',
    "<hostdev type='pci'><source><address slot='0x20'/></source></hostdev>",
    /^request\.invalid: .*slot 0x20/,
  ],
])('%s', (_, xml, expected) => {
  if (typeof expected === 'string') expect(said(xml)).toBe(expected)
  else expect(said(xml)).toMatch(expected)
})

test('a device is found again by its name, its address or its place', () => {
  const shape = { format: 4, hvm: false } as const
  expect(deviceHandle(disk(image), shape)).toEqual({ type: 'disk', target: 'hda' })
  const card = "<interface type='bridge'><mac address='00:16:3E:00:00:01'/></interface>"
  expect(deviceHandle(card, shape)).toEqual({ type: 'vif', mac: '00:16:3e:00:00:01' })
})

test.each([
  ['xvda', 51_712],
  ['xvdb1', 51_729],
  ['xvdq', 2 ** 28 + 16 * 256],
  ['hda', 768],
  ['ioemu:hdc', 5632],
  ['sda1', 2049],
  ['/dev/sdb', 2064],
  ['fda', null],
  ['hdz', null],
  ['sdaa', null],
])('the number of %s is %s', (name, number) => expect(diskNumber(name)).toBe(number))

test('autostart changes one word and nothing else', () => {
  const domain = readSexpr('(domain (name a) (on_xend_start ignore) (odd (keys kept)))')
  expect(writeSexpr(withAutostart(domain, true))).toBe(
    '(domain (name a) (odd (keys kept)) (on_xend_start start))',
  )
})
