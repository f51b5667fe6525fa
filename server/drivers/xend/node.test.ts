import { expect, test } from 'vitest'
import { readCapabilities } from '../../../lib/xml/capabilities.ts'
import { capabilitiesXml } from './capabilities.ts'
import { readHost, readNodeReport } from './node.ts'
import { readSexpr } from './sexpr.ts'

const oldest =
  "(node (system Linux) (host dom0.example) (release 2.6.16-xen) (version '#1 SMP') (machine i686) (nr_cpus 4) (nr_nodes 1) (sockets_per_node 2) (cores_per_socket 1) (threads_per_core 2) (cpu_mhz 2992) (hw_caps bfebfbff:20100000:00000000:00000180:000064bd:00000000:00000001) (total_memory 4095) (free_memory 1537) (xen_major 3) (xen_minor 0) (xen_extra .2-3) (xen_caps 'xen-3.0-x86_32p hvm-3.0-x86_32 hvm-3.0-x86_32p ') (cc_compiler 'gcc version 4.1'))"
const later = String.raw`(node (host n) (machine x86_64) (nr_cpus 8) (nr_nodes 2) (cores_per_socket 4) (threads_per_core 1) (cpu_mhz 2666) (hw_caps 178bf3ff:efd3fbff:00000000:00000110:00802009:00000000:000037ff:00000000) (total_memory 8191) (free_memory 40) (node_to_cpu 'node0:0-3\n                         node1:4-6,7') (node_to_memory 'node0:12\n                         node1:28') (xen_major 3) (xen_minor 4) (xen_extra -unstable) (xen_caps 'xen-3.0-x86_64 xen-3.0-x86_32p hvm-3.0-x86_32 hvm-3.0-x86_32p hvm-3.0-x86_64 ') (xen_scheduler credit) (xend_config_format 4))`

test('a node of each age is reported as libvirt reports it', () => {
  expect(readNodeReport(readSexpr(oldest))).toEqual({
    model: 'i686',
    memory: 4095 * 1024,
    cpus: 4,
    mhz: 2992,
    nodes: 1,
    sockets: 2,
    cores: 1,
    threads: 2,
  })
  expect(readNodeReport(readSexpr(later))).toMatchObject({ nodes: 2, sockets: 1, cores: 4 })
  const odd = '(node (nr_cpus 6) (nr_nodes 2) (sockets_per_node 1) (cores_per_socket 2))'
  expect(readNodeReport(readSexpr(odd))).toMatchObject({ nodes: 1, sockets: 3, cores: 2 })
})

test('what it is besides', () => {
  expect(readHost(readSexpr(oldest))).toEqual({
    hostname: 'dom0.example',
    version: '3.0.2',
    format: 1,
    scheduler: null,
    freeMemory: 1537 * 1024,
  })
  expect(readHost(readSexpr(later))).toMatchObject({
    version: '3.4',
    format: 4,
    scheduler: 'credit',
  })
  expect(readHost(readSexpr('(node)')).version).toBeNull()
  expect(readHost(readSexpr('(node (xend_config_format 9))')).format).toBe(4)
})

test('its capabilities are those of xen_caps, not of the machine Oirase runs on', () => {
  const { cpu, cells, guests, migration } = readCapabilities(capabilitiesXml(readSexpr(later)))
  expect({ cpu: [cpu.arch, ...cpu.features], live: migration.live }).toEqual({
    cpu: ['x86_64', 'pae', 'svm'],
    live: true,
  })
  expect(cells).toEqual([
    { id: 0, memory: 12 * 1024, cpus: [0, 1, 2, 3] },
    { id: 1, memory: 28 * 1024, cpus: [4, 5, 6, 7] },
  ])
  expect(guests.map((one) => [one.osType, one.arch, one.wordSize, ...one.features])).toEqual([
    ['xen', 'x86_64', 64],
    ['xen', 'i686', 32, 'pae'],
    ['hvm', 'i686', 32, 'nonpae', 'pae', 'acpi', 'apic'],
    ['hvm', 'x86_64', 64, 'acpi', 'apic'],
  ])
  expect(guests[3]?.emulator).toBe('/usr/lib64/xen/bin/qemu-dm')
  expect(capabilitiesXml(readSexpr(oldest))).toContain('<vmx/>')
})
