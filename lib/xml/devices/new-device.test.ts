import { expect, test } from 'vitest'
import { readXml } from '../read.ts'
import { writeNode } from '../write.ts'
import { busesOf, diskXml, freeTarget, newDisk, whyNotDisk, withBus, withPath } from './new-disk.ts'
import { freshMac, interfaceXml, modelsOf, newInterface, whyNotInterface } from './new-interface.ts'

const domain = (type: string, os: string, devices = '') =>
  readXml(`<domain type='${type}'><os>${os}</os><devices>${devices}</devices></domain>`).root

const q35 = domain('kvm', "<type machine='pc-q35-7.2'>hvm</type>")
const pc = domain('qemu', "<type machine='pc-i440fx-7.2'>hvm</type>")
const xenLinux = domain('xen', '<type>linux</type>')
const xenHvm = domain('xen', '<type>hvm</type>')
const full = domain(
  'kvm',
  '<type>hvm</type>',
  `<disk type='block' device='disk'><driver name='qemu' type='raw'/><source dev='/dev/vg/a'/><target dev='sda' bus='scsi'/></disk>
   <disk type='file' device='disk'><target dev='sdc' bus='scsi'/></disk>
   <interface type='user'/>
   <interface type='bridge'><mac address='52:54:00:aa:bb:cc'/><source bridge='br0'/><model type='e1000'/></interface>`,
)

test('a machine without disks gets those of its kind', () => {
  expect(newDisk(q35, 'disk')).toMatchObject({ bus: 'virtio', target: 'vda', format: 'qcow2' })
  expect(newDisk(q35, 'cdrom')).toMatchObject({ bus: 'sata', target: 'sda', readOnly: true })
  expect(newDisk(pc, 'cdrom')).toMatchObject({ bus: 'ide', target: 'hda' })
  expect(newDisk(xenLinux, 'disk')).toMatchObject({ bus: 'xen', target: 'xvda', format: '' })
  expect(newDisk(xenHvm, 'cdrom')).toMatchObject({ bus: 'ide', target: 'hda' })
})

test('a machine with disks gets more of the same, under the next free name', () => {
  expect(newDisk(full, 'disk')).toEqual({
    device: 'disk',
    source: 'block',
    path: '',
    bus: 'scsi',
    target: 'sdb',
    format: 'raw',
    readOnly: false,
  })
  const many = Array.from({ length: 26 }, (_, index) => String.fromCharCode(97 + index))
  const letters = many.map((one) => `<disk><target dev='vd${one}'/></disk>`).join('')
  expect(freeTarget(domain('kvm', '', letters), 'virtio')).toBe('vdaa')
})

test('buses and models are those of the hypervisor and of what is there', () => {
  expect(busesOf(xenLinux)).toEqual(['xen'])
  expect(busesOf(xenHvm)).toEqual(['xen', 'ide', 'scsi'])
  expect(busesOf(domain('kvm', '', "<disk><target dev='a' bus='nvme'/></disk>"))).toContain('nvme')
  expect(modelsOf(xenLinux)).toEqual(['', 'netfront'])
  expect(modelsOf(q35)).toEqual(['', 'virtio', 'e1000e', 'e1000', 'rtl8139'])
})

test('a disk is written as the hypervisor reads it', () => {
  const path = "/images/it's & more.img"
  expect(writeNode(diskXml({ ...newDisk(q35, 'disk'), path }, q35))).toBe(
    `<disk type='file' device='disk'>
  <driver name='qemu' type='qcow2'/>
  <source file='/images/it&apos;s &amp; more.img'/>
  <target dev='vda' bus='virtio'/>
</disk>`,
  )
  expect(writeNode(diskXml(newDisk(pc, 'cdrom'), pc))).toBe(
    `<disk type='file' device='cdrom'>
  <target dev='hda' bus='ide'/>
  <readonly/>
</disk>`,
  )
  const block = { ...newDisk(full, 'disk'), path: '/dev/vg/b', format: '' }
  expect(writeNode(diskXml(block, full))).toContain("<driver name='qemu' type='raw'/>")
  const xen = { ...newDisk(xenLinux, 'disk'), path: '/a.img' }
  expect(writeNode(diskXml(xen, xenLinux))).not.toContain('driver')
  expect(writeNode(diskXml({ ...xen, format: 'qcow2' }, xenLinux))).toContain(
    "<driver name='tap' type='qcow2'/>",
  )
})

test('what is wrong with a disk is said of its fields', () => {
  const disk = newDisk(full, 'disk')
  expect(whyNotDisk({ ...disk, path: '/dev/vg/b' }, full)).toEqual({})
  expect(whyNotDisk(disk, full)).toEqual({
    path: 'A whole path on the host is needed, from “/” on.',
  })
  expect(whyNotDisk({ ...disk, path: 'b.img', target: 'sda' }, full)).toEqual({
    path: 'A whole path on the host is needed, from “/” on.',
    target: 'There is a disk sda already.',
  })
  expect(whyNotDisk({ ...disk, path: '/b', target: '<x>' }, full)).toEqual({
    target: 'A name as “sda” is needed.',
  })
  expect(whyNotDisk(newDisk(pc, 'cdrom'), pc)).toEqual({})
})

test('a path tells what kind of disk it is, until a person says otherwise', () => {
  const disk = newDisk(q35, 'disk')
  expect(withPath(disk, '/dev/sdb')).toMatchObject({ source: 'block', format: 'qcow2' })
  expect(withPath(disk, '/a.img')).toMatchObject({ source: 'file', format: 'raw' })
  expect(withPath({ ...disk, path: '/a.img', format: 'qcow2' }, '/ab.img').format).toBe('qcow2')
  expect(withPath({ ...disk, path: '/dev/s', source: 'file' }, '/dev/sd').source).toBe('file')
  expect(withBus(newDisk(full, 'disk'), 'virtio', full).target).toBe('vda')
})

test('a network card is of what the machine’s first is of, or what its hypervisor usually has', () => {
  expect(newInterface(full)).toEqual({ type: 'bridge', source: 'br0', model: 'e1000', mac: '' })
  expect(newInterface(q35)).toEqual({
    type: 'network',
    source: 'default',
    model: 'virtio',
    mac: '',
  })
  expect(newInterface(xenLinux)).toEqual({ type: 'bridge', source: 'xenbr0', model: '', mac: '' })
  expect(writeNode(interfaceXml({ ...newInterface(full), mac: '52:54:00:00:00:0A' }))).toBe(
    `<interface type='bridge'>
  <mac address='52:54:00:00:00:0a'/>
  <source bridge='br0'/>
  <model type='e1000'/>
</interface>`,
  )
})

test.each([
  ['', undefined],
  ['52:54:00:01:02:03', undefined],
  ['52:54:00:aa:BB:cc', 'Another card of this machine has this address.'],
  ['53:54:00:01:02:03', 'This is an address of many (its first byte is odd).'],
  ['52:54:00', 'Six pairs as 52:54:00:12:34:56.'],
])('of the MAC address %j it is said: %j', (mac, why) => {
  expect(whyNotInterface({ ...newInterface(full), mac }, full).mac).toBe(why)
})

test('a card needs something to be plugged into', () => {
  expect(whyNotInterface({ ...newInterface(q35), source: ' ' }, q35)).toEqual({
    source: 'The name of a virtual network is needed.',
  })
})

test('a new MAC address begins as those of its hypervisor do', () => {
  expect(freshMac(q35, () => 0.999)).toBe('52:54:00:ff:ff:ff')
  expect(freshMac(xenLinux, () => 0.999)).toBe('00:16:3e:7f:ff:ff')
  expect(whyNotInterface({ ...newInterface(q35), mac: freshMac(q35, () => 0.03) }, q35)).toEqual({})
})
