import { expect, test } from 'vitest'
import { printXml } from '../../../lib/xml/print.ts'
import { diskXml } from './device-disk.ts'
import { readSexpr } from './sexpr.ts'

const told = (device: string) => {
  const disk = diskXml(readSexpr(device))
  return disk && printXml(disk).replace(/\n\s*/g, '')
}

test.each([
  ['(vbd (uname phy:vg/lv)', "<driver name='phy'/><source dev='vg/lv'/>"],
  ['(vbd (uname file:/a)', "<driver name='file'/><source file='/a'/>"],
  ['(vbd (uname /a)', "<source file='/a'/>"],
  ['(vbd (uname /dev/a)', "<source dev='/dev/a'/>"],
  ['(vbd (uname drbd:r0)', "<driver name='drbd'/><source dev='r0'/>"],
  ['(tap (uname tap:aio:/a)', "<driver name='tap' type='raw'/><source file='/a'/>"],
  ['(tap (uname tap:aio:/dev/a)', "<driver name='tap' type='raw'/><source dev='/dev/a'/>"],
  ['(tap2 (uname tap:tapdisk:vhd:/a)', "<driver name='tap2' type='vpc'/><source file='/a'/>"],
  ['(vbd (uname tap2:qcow2:/a)', "<driver name='tap2' type='qcow2'/><source file='/a'/>"],
  ['(tap (uname tap:ram:/a)', "<driver name='tap'/><source file='/a'/>"],
  ["(vbd (uname '')", ''],
])('%s) comes from %s', (device, source) => {
  const xml = told(`${device} (dev xvda))`)
  expect(xml).toBe(
    `<disk type='${source.includes('dev=') ? 'block' : 'file'}' device='disk'>${source}` +
      `<target dev='xvda' bus='xen'/></disk>`,
  )
})

test.each([
  ['(dev ioemu:hda)', "device='disk'><target dev='hda' bus='ide'/>"],
  ['(dev hdc:cdrom) (mode w)', "device='cdrom'><target dev='hdc' bus='ide'/><readonly/>"],
  ['(dev sda1:disk) (mode r)', "device='disk'><target dev='sda1' bus='scsi'/><readonly/>"],
  ['(dev /dev/xvdb) (mode w!)', "device='disk'><target dev='xvdb' bus='xen'/><shareable/>"],
])('%s is known to the guest as %s', (said, xml) => {
  expect(told(`(vbd ${said})`)).toContain(xml)
})

test('one without a name is left out', () => expect(told('(vbd (uname file:/a))')).toBeNull())
