import { expect, test } from 'vitest'
import { readXml } from '../read.ts'
import { comparedFacts, factsOf } from './facts.ts'
import { hardwareOf, mostDevices } from './hardware.ts'

const domain = (...devices: string[]) =>
  readXml(`<domain><devices><emulator>/q</emulator>${devices.join('\n')}</devices></domain>`).root

const disk = (target: string, bus: string, device = 'disk', inside = '') =>
  `<disk type='file' device='${device}'><target dev='${target}' bus='${bus}'/>${inside}</disk>`
const nic = (mac: string, inside = '') => `<interface><mac address='${mac}'/>${inside}</interface>`
const titles = (...devices: string[]) =>
  hardwareOf(null, domain(...devices)).map(({ title }) => title)
const changes = (now: string[], later: string[]) =>
  hardwareOf(domain(...now), domain(...later)).map(({ key, change }) => `${key}: ${change}`)

test('devices stand in virt-manager’s order and have its words', () => {
  expect(
    titles(
      "<shmem name='a'/>",
      "<rng model='virtio'/>",
      "<controller type='usb' index='0'/>",
      "<controller type='scsi' index='1' model='virtio-scsi'/>",
      "<hostdev type='usb'><source><vendor id='0x04b3'/><product id='0x4485'/></source></hostdev>",
      "<hostdev type='pci'><source><address domain='0x0000' bus='0x00' slot='0x19' function='0x0'/></source></hostdev>",
      "<graphics type='vnc'/>",
      "<channel><target type='virtio' name='org.qemu.guest_agent.0'/></channel>",
      '<serial/><serial/>',
      nic('52:54:00:6d:90:12'),
      disk('vda', 'virtio'),
      disk('sda', 'sata', 'cdrom'),
      disk('vdb', 'virtio'),
      disk('fda', 'fdc', 'floppy'),
    ),
  ).toEqual([
    'VirtIO Disk 1',
    'SATA CDROM 1',
    'VirtIO Disk 2',
    'Floppy 1',
    'NIC :6d:90:12',
    'Display VNC',
    'Serial 1',
    'Serial 2',
    'Channel (org.qemu.guest_agent.0)',
    'USB 04b3:4485',
    'PCI 0000:00:19.0',
    'Controller USB 0',
    'Controller VirtIO SCSI 1',
    'RNG',
    'shmem',
  ])
})

test('devices of a kind nobody knows are told apart and keep their attributes', () => {
  const strange = domain("<flux capacity='1.21'/>", "<flux capacity='2'/>")
  expect(hardwareOf(strange, null).map(({ key, title }) => [key, title])).toEqual([
    ['flux-1', 'flux 1'],
    ['flux-2', 'flux 2'],
  ])
  expect(factsOf(hardwareOf(strange, null)[0]!.now!)).toEqual([{ name: 'capacity', value: '1.21' }])
})

test('keys are never alike, whatever the definition says', () => {
  const twice = [nic('aa'), nic('aa'), nic('AA'), '<sound/>', '<sound/>']
  const keys = hardwareOf(null, domain(...twice)).map(({ key }) => key)
  expect(new Set(keys).size).toBe(5)
})

test('the facts of a device are its values in words', () => {
  const [one] = hardwareOf(
    null,
    domain(
      disk('vda', 'virtio', 'disk', "<driver type='qcow2'/><source file='/a.qcow2'/><readonly/>"),
    ),
  )
  expect(factsOf(one!.later!)).toEqual([
    { name: 'Type', value: 'file' },
    { name: 'Device type', value: 'disk' },
    { name: 'Target', value: 'vda' },
    { name: 'Bus', value: 'virtio' },
    { name: 'Source', value: '/a.qcow2' },
    { name: 'Format', value: 'qcow2' },
    { name: 'Read-only', value: 'yes' },
  ])
})

test('a machine that is off has nothing that changes', () => {
  expect(hardwareOf(null, domain(disk('vda', 'virtio')))).toMatchObject([
    { key: 'disk-vda', now: null, change: null },
  ])
  expect(hardwareOf(null, domain())).toEqual([])
  expect(hardwareOf(null, readXml('<domain/>').root)).toEqual([])
})

test('what the next start adds, takes away or changes is said of each device', () => {
  expect(
    changes(
      [disk('vda', 'virtio'), disk('vdb', 'virtio', 'disk', '<readonly/>'), '<rng/>', nic('aa')],
      [disk('vda', 'virtio'), disk('vdb', 'virtio'), disk('vdc', 'virtio'), nic('AA')],
    ),
  ).toEqual([
    'disk-vda: null',
    'disk-vdb: changed',
    'disk-vdc: added',
    'interface-aa: changed',
    'rng-1: removed',
  ])
})

test('the first of two alike that is taken away is the one that is missing', () => {
  expect(
    changes(["<sound model='ich6'/>", "<sound model='usb'/>"], ["<sound model='usb'/>"]),
  ).toEqual(['sound-1: removed', 'sound-2: null'])
})

test('what a host adds while a machine runs is no change', () => {
  expect(
    changes(
      [
        "<disk><source file='/a' index='1'/><backingStore/><target dev='vda'/><alias name='virtio-disk0'/><address type='pci' slot='0x04'/></disk>",
        "<interface><mac address='aa'/><target dev='vnet0'/></interface>",
        "<serial type='pty'><source path='/dev/pts/3'/></serial>",
        "<graphics type='vnc' port='5901' autoport='yes'/>",
      ],
      [
        "<disk><source file='/a'/><target dev='vda'/><address type='pci' slot='0x07'/></disk>",
        "<interface><mac address='aa'/></interface>",
        "<serial type='pty'/>",
        "<graphics type='vnc' port='-1' autoport='yes'/>",
      ],
    ),
  ).toEqual(['disk-vda: null', 'interface-aa: null', 'graphics-vnc: null', 'serial-1: null'])
})

test('a host that tells of devices without end is heard for the first thousand', () => {
  const many = Array.from({ length: 5_000 }, () => '<sound/>')
  const all = domain(...many)
  expect(hardwareOf(all, all)).toHaveLength(mostDevices)
})

test('the facts of a device stand beside what they will be, but for what the host chooses', () => {
  const now = domain(
    nic('aa', "<target dev='vnet0'/><model type='e1000'/>"),
    "<graphics type='vnc' port='5901'/>",
  )
  const later = domain(
    nic('aa', "<model type='virtio'/><link state='down'/>"),
    "<graphics type='vnc' port='-1' listen='0.0.0.0'/>",
  )
  const told = hardwareOf(now, later).map((one) => comparedFacts(one.now!, one.later!))
  expect(told).toEqual([
    [
      { name: 'MAC address', now: 'aa', later: 'aa' },
      { name: 'Model', now: 'e1000', later: 'virtio' },
      { name: 'Target', now: 'vnet0', later: 'vnet0' },
      { name: 'Link state', now: null, later: 'down' },
    ],
    [
      { name: 'Type', now: 'vnc', later: 'vnc' },
      { name: 'Port', now: '5901', later: '5901' },
      { name: 'Listens on', now: null, later: '0.0.0.0' },
    ],
  ])
})
