import { expect, test } from 'vitest'
import { readDomainDetails } from './domain-details.ts'

const debian = `<domain type='qemu' id='3'>
  <name>web</name>
  <title>Front door</title>
  <description>Serves
    the pages</description>
  <metadata>
    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">
      <libosinfo:os id="http://debian.org/debian/12"/>
    </libosinfo:libosinfo>
  </metadata>
  <os>
    <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>
    <loader readonly='yes' type='pflash'>/usr/share/OVMF/OVMF_CODE_4M.fd</loader>
  </os>
  <devices>
    <disk type='file' device='disk'>
      <source file='/images/web.qcow2'/>
      <target dev='vda' bus='virtio'/>
    </disk>
    <disk type='volume' device='disk'>
      <source pool='fast' volume='logs'/>
      <target dev='vdb' bus='virtio'/>
    </disk>
    <disk type='file' device='cdrom'><target dev='sda' bus='sata'/></disk>
    <disk type='file'/>
    <interface type='network'>
      <mac address='52:54:00:00:00:01'/>
      <source network='default'/>
      <target dev='vnet2'/>
      <model type='virtio'/>
    </interface>
    <interface type='user'/>
    <graphics type='vnc' port='5900'/>
    <graphics type='spice'/>
  </devices>
</domain>`

test('what a definition says is read', () => {
  expect(readDomainDetails(debian)).toEqual({
    title: 'Front door',
    description: 'Serves\n    the pages',
    osType: 'hvm',
    arch: 'x86_64',
    machine: 'pc-q35-7.2',
    system: 'debian 12',
    firmware: 'uefi',
    graphics: ['vnc', 'spice'],
    disks: [
      { target: 'vda', source: '/images/web.qcow2' },
      { target: 'vdb', source: 'fast/logs' },
      { target: 'sda', source: null },
    ],
    interfaces: [
      { mac: '52:54:00:00:00:01', source: 'default', model: 'virtio', target: 'vnet2' },
      { mac: null, source: null, model: null, target: null },
    ],
    addresses: [],
  })
})

test('a definition that says nothing is read as nothing', () => {
  expect(readDomainDetails('<domain/>')).toEqual({
    title: null,
    description: null,
    osType: null,
    arch: null,
    machine: null,
    system: null,
    firmware: null,
    graphics: [],
    disks: [],
    interfaces: [],
    addresses: [],
  })
  expect(() => readDomainDetails('<network/>')).toThrow('the root element is not <domain>')
})

test('text of another namespace is not taken for the domain’s own', () => {
  const { title } = readDomainDetails('<domain xmlns:x="http://x"><x:title>no</x:title></domain>')
  expect(title).toBeNull()
})
