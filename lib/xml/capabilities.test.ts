import { expect, test } from 'vitest'
import { readCapabilities } from './capabilities.ts'

const qemu = `<capabilities>
  <host>
    <uuid>9b1c2c7e-0d0a-4a66-9c50-0f2f3e3a2a11</uuid>
    <cpu>
      <arch>x86_64</arch>
      <model>EPYC-Milan</model>
      <vendor>AMD</vendor>
      <topology sockets='1' dies='1' cores='8' threads='2'/>
      <feature name='vmx'/>
      <feature name='aes'/>
    </cpu>
    <power_management>
      <suspend_mem/>
    </power_management>
    <iommu support='yes'/>
    <migration_features>
      <live/>
      <uri_transports>
        <uri_transport>tcp</uri_transport>
        <uri_transport>rdma</uri_transport>
      </uri_transports>
    </migration_features>
    <topology>
      <cells num='1'>
        <cell id='0'>
          <memory unit='KiB'>16307640</memory>
          <cpus num='2'>
            <cpu id='0' socket_id='0' die_id='0' core_id='0' siblings='0'/>
            <cpu id='1' socket_id='0' die_id='0' core_id='1' siblings='1'/>
          </cpus>
        </cell>
      </cells>
    </topology>
    <secmodel>
      <model>apparmor</model>
      <doi>0</doi>
    </secmodel>
    <secmodel>
      <model>dac</model>
      <doi></doi>
    </secmodel>
  </host>
  <guest>
    <os_type>hvm</os_type>
    <arch name='x86_64'>
      <wordsize>64</wordsize>
      <emulator>/usr/bin/qemu-system-x86_64</emulator>
      <machine maxCpus='255'>pc-i440fx-7.2</machine>
      <machine canonical='pc-i440fx-7.2' maxCpus='255'>pc</machine>
      <domain type='qemu'/>
      <domain type='kvm'>
        <machine maxCpus='255'>pc</machine>
        <machine maxCpus='288'>q35</machine>
      </domain>
    </arch>
    <features>
      <acpi default='on' toggle='yes'/>
      <apic default='on' toggle='no'/>
    </features>
  </guest>
</capabilities>`

test('the capabilities of a QEMU host are read', () => {
  expect(readCapabilities(qemu)).toEqual({
    uuid: '9b1c2c7e-0d0a-4a66-9c50-0f2f3e3a2a11',
    cpu: {
      arch: 'x86_64',
      model: 'EPYC-Milan',
      vendor: 'AMD',
      sockets: 1,
      dies: 1,
      cores: 8,
      threads: 2,
      features: ['vmx', 'aes'],
    },
    powerManagement: ['suspend_mem'],
    iommu: true,
    migration: { live: true, transports: ['tcp', 'rdma'] },
    cells: [{ id: 0, memory: 16307640, cpus: [0, 1] }],
    security: [
      { model: 'apparmor', doi: '0' },
      { model: 'dac', doi: null },
    ],
    guests: [
      {
        osType: 'hvm',
        arch: 'x86_64',
        wordSize: 64,
        emulator: '/usr/bin/qemu-system-x86_64',
        loader: null,
        domainTypes: ['qemu', 'kvm'],
        machines: ['pc-i440fx-7.2', 'pc', 'q35'],
        features: ['acpi', 'apic'],
      },
    ],
  })
})

test('a host that says next to nothing is read too', () => {
  const empty = readCapabilities('<capabilities/>')
  expect(empty).toMatchObject({ uuid: null, cells: [], security: [], guests: [], iommu: null })
  expect(empty.cpu.arch).toBeNull()
  expect(() => readCapabilities('<domain/>')).toThrow('the root element is not <capabilities>')
})
