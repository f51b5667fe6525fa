import { expect, test } from 'vitest'
import { deviceOf, withDevice, withoutDevice } from './device-of.ts'
import { deviceHandle, deviceSexpr } from './device-sexpr.ts'
import { readSexpr, writeSexpr } from './sexpr.ts'

const shape = { format: 4, hvm: true } as const
const host = (slot: string) =>
  `<hostdev type='pci'><source><address slot='${slot}'/></source></hostdev>`
const domain = readSexpr(
  `(domain (name a) (device (vbd (dev ioemu:hda))) (device (tap2 (dev hdb:disk))) (device (vif (mac 00:16:3E:00:00:0A)))
   (device (pci (dev (domain 0x0) (bus 0x0) (slot 0x1b) (func 0x0)) (dev (slot 0x2) (domain 0) (bus 0) (func 0)))) (device (vkbd)))`,
)
const found = (xml: string) => {
  const device = deviceOf(domain, deviceHandle(xml, shape))
  return device === null ? null : device[0]
}

test.each([
  ["<disk><target dev='hda'/></disk>", 'vbd'],
  ["<disk><target dev='hdb'/></disk>", 'tap2'],
  ["<disk><target dev='hdc'/></disk>", null],
  ["<interface><mac address='00:16:3e:00:00:0a'/></interface>", 'vif'],
  ["<interface><mac address='00:16:3e:00:00:0b'/></interface>", null],
  [host('0x02'), 'pci'],
  [host('0x03'), null],
])('%s is the domain’s %s', (xml, kind) => expect(found(xml)).toBe(kind))

const without = (from: typeof domain, slot: string) => {
  const handle = deviceHandle(host(slot), shape)
  return withoutDevice(from, deviceOf(from, handle) ?? [], handle)
}

test('devices of the host share one list, which goes with the last of them', () => {
  const more = withDevice(domain, deviceSexpr(host('0x3'), shape), null)
  expect(writeSexpr(more).match(/\(pci /g)).toHaveLength(1)
  const two = without(without(more, '0x1b'), '0x2')
  expect(writeSexpr(two)).toContain('(pci (dev (domain 0x0000) (bus 0x00) (slot 0x03) (func 0x0)))')
  expect(writeSexpr(without(two, '0x3'))).not.toContain('pci')
})

test('all else stays where it was', () => {
  const disk = "<disk type='file'><source file='/b'/><target dev='hdb'/></disk>"
  const there = deviceOf(domain, deviceHandle(disk, shape))
  const other = withDevice(domain, deviceSexpr(disk, shape), there)
  expect(writeSexpr(other)).toBe(
    writeSexpr(domain).replace(
      '(tap2 (dev hdb:disk))',
      '(vbd (dev hdb:disk) (uname file:/b) (mode w))',
    ),
  )
})
