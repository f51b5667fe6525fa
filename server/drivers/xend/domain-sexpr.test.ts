import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asFailure } from '../../../lib/failure.ts'
import type { ConfigFormat } from './config-format.ts'
import { domainSexpr } from './domain-sexpr.ts'
import { writeDomainXml } from './domain-xml.ts'
import { plausible } from './plausible.ts'
import { listAt, readSexpr, valueAt, writeSexpr } from './sexpr.ts'

const formats: readonly ConfigFormat[] = [1, 2, 3, 4]
const kinds = formats.flatMap((format) => [
  { format, hvm: true },
  { format, hvm: false },
])

test.each(kinds)(
  'what is defined from XML is told as that XML ($format, hvm $hvm)',
  ({ format, hvm }) => {
    const wish = { format, inactive: true, secure: true }
    fc.assert(
      fc.property(plausible(format, hvm), (domain) => {
        const xml = writeDomainXml(domain, wish)
        const sent = domainSexpr(xml, format)
        const told = writeDomainXml(readSexpr(writeSexpr(sent)), wish)
        expect(told).toBe(xml)
        expect(domainSexpr(told, format)).toEqual(sent)
      }),
      { numRuns: 40 },
    )
  },
)

const definition = (inside: string, devices = '', os = '<type>hvm</type>') =>
  `<domain type='xen'><name>a</name>${inside}<os>${os}</os><devices>${devices}</devices></domain>`
const memory = "<memory unit='GiB'>1</memory>"
const refused = (xml: string, format: ConfigFormat = 4) => {
  try {
    return writeSexpr(domainSexpr(xml, format))
  } catch (cause) {
    const { code, detail } = asFailure(cause)
    return `${code}: ${detail}`
  }
}

test.each([
  ['no XML', 'virsh', /^request\.invalid: This is not XML/],
  ['another root', '<network/>', /^request\.invalid: This is a <network>/],
  ['a domain of KVM', "<domain type='kvm'/>", /^host\.unsupported: .*kvm/],
  ['no name', "<domain type='xen'/>", /^request\.invalid: .*name/],
  ['no memory', definition(''), /^request\.invalid: .*memory/],
  [
    'a memory of no unit',
    definition('<memory unit="x">1</memory>'),
    /^request\.invalid: .*unknown/,
  ],
  ['no type', definition(memory, '', ''), /^request\.invalid: .*type/],
  ['a container', definition(memory, '', '<type>exe</type>'), /^host\.unsupported: .*exe/],
  ['no CPU', definition(`${memory}<vcpu>0</vcpu>`), /^request\.invalid: "0"/],
  ['more CPUs on than there are', definition(`${memory}<vcpu current='3'>2</vcpu>`), /invalid/],
  ['SPICE', definition(memory, "<graphics type='spice'/>"), /^host\.unsupported: .*spice/],
  ['a network', definition(memory, "<interface type='network'/>"), /unsupported: .*network/],
  ['a volume', definition(memory, "<disk type='volume'><target dev='hda'/></disk>"), /volume/],
  ['a share', definition(memory, '<filesystem/>'), /^host\.unsupported: .*<filesystem>/],
  ['a USB device', definition(memory, "<hostdev type='usb'/>"), /^host\.unsupported: .*usb/],
  ['a sound card of tomorrow', definition(memory, "<sound model='ich9'/>"), /unsupported.*ich9/],
  ['a clock elsewhere', definition(`${memory}<clock offset='timezone'/>`), /unsupported.*timezone/],
])('%s is refused with its reason', (_, xml, reason) => expect(refused(xml)).toMatch(reason))

test('a definition as others write it gets what xend wants said', () => {
  const xml = definition(
    `<memory>1000001</memory><currentMemory unit='b'>1048577</currentMemory>`,
    `<disk type='file'><driver name='qemu' type='raw'/><source file='/a'/><target dev='hda'/></disk>
     <disk type='file'><driver name='qemu' type='qcow2'/><source file='/b'/><target dev='hdb'/></disk>
     <interface type='bridge'><source bridge='br0'/></interface>
     <controller type='usb'/><memballoon model='xen'/><input type='mouse' bus='ps2'/>`,
  )
  const sent = domainSexpr(xml, 4)
  expect(valueAt(sent, 'maxmem')).toBe('977')
  expect(valueAt(sent, 'memory')).toBe('2')
  expect(valueAt(sent, 'image', 'hvm', 'kernel')).toBe('/usr/lib/xen/boot/hvmloader')
  expect(writeSexpr(sent.slice(-3))).toBe(
    '((device (vbd (dev hda:disk) (uname file:/a) (mode w)))' +
      ' (device (tap (dev hdb:disk) (uname tap:qcow2:/b) (mode w)))' +
      ' (device (vif (bridge br0) (script vif-bridge) (type ioemu))))',
  )
})

test('what is to be shown stands in the image or beside it, by the version', () => {
  const screen = "<graphics type='vnc' port='5907' passwd='secret'/>"
  const settings = [
    ['vncunused', '0'],
    ['vncdisplay', '7'],
    ['vncpasswd', 'secret'],
  ]
  const old = domainSexpr(definition(memory, screen), 3)
  expect(listAt(old, 'image', 'hvm').slice(-4)).toEqual([['vnc', '1'], ...settings])
  expect(listAt(old, 'device')).toEqual([])
  const later = domainSexpr(definition(memory, screen), 4)
  expect(listAt(later, 'device')).toEqual([['vfb', ['type', 'vnc'], ...settings]])
  const para = domainSexpr(definition(memory, screen, '<type>linux</type>'), 3)
  expect(para.slice(-2)).toEqual([
    ['device', ['vfb', ['type', 'vnc'], ...settings]],
    ['device', ['vkbd']],
  ])
})
