import type { Personality } from './personality.ts'
import type { Value } from './python-value.ts'

/** The machine that all personalities run on, MiB: two sockets of two cores. */
export interface XenNode {
  host: string
  machine: 'x86_64' | 'i686'
  cpus: number
  totalMemory: number
  freeMemory: number
}

/** `(node …)`: the keys of each version in its order. */
export function nodeSexpr(node: XenNode, personality: Personality): Value[] {
  const { version, configFormat, xen } = personality
  const is41 = version === '4.1'
  const row = (when: boolean, key: string, value: Value): Value[] => (when ? [[key, value]] : [])
  return [
    'node',
    ['system', 'Linux'],
    ['host', node.host],
    ['release', is41 ? '2.6.32.36' : '2.6.16-xen'],
    ['version', '#1 SMP Mon Oct 16 15:09:05 UTC 2006'],
    ['machine', node.machine],
    ['nr_cpus', node.cpus],
    ['nr_nodes', 1],
    ...row(!is41, 'sockets_per_node', node.cpus / 2),
    ['cores_per_socket', 2],
    ['threads_per_core', 1],
    ['cpu_mhz', 2400],
    ['hw_caps', hwCaps(is41)],
    ...row(is41, 'virt_caps', 'hvm'),
    ['total_memory', node.totalMemory],
    ['free_memory', node.freeMemory],
    ...(is41 ? topology(node) : []),
    ['xen_major', xen.major],
    ['xen_minor', xen.minor],
    ['xen_extra', xen.extra],
    ['xen_caps', xen.caps],
    ...row(configFormat === 4, 'xen_scheduler', 'credit'),
    ...row(configFormat > 1, 'xen_pagesize', 4096),
    ['platform_params', 'virt_start=0xffff800000000000'],
    ['xen_changeset', xen.changeset],
    ...row(is41, 'xen_commandline', 'dom0_mem=1024M'),
    ['cc_compiler', 'gcc version 4.1.2 20061115'],
    ['cc_compile_by', 'builder'],
    ['cc_compile_domain', 'example.com'],
    ['cc_compile_date', 'Mon Oct 16 15:09:05 UTC 2006'],
    ...row(configFormat > 1, 'xend_config_format', configFormat),
  ]
}

const hwCaps = (isRecent: boolean): string => {
  const words = ['178bfbff', '2c100800', '00000000', '00000140', '0000e3bd', '00000000', '00000001']
  return (isRecent ? [...words, '00000000'] : words).join(':')
}

/** Words of several lines, in which the end of a line is a backslash and an n. */
function topology(node: XenNode): Value[] {
  const indent = ' '.repeat(25)
  const lines = Array.from(
    { length: node.cpus },
    (_, cpu) => `${indent}  ${cpu}:       0     ${Math.floor(cpu / 2)}     0`,
  )
  return [
    ['free_cpus', 0],
    ['cpu_topology', ['cpu:    core    socket     node', ...lines].join('\n')],
    [
      'numa_info',
      `node:    memsize    memfree    distances\n${indent}   0:     ${node.totalMemory}       ${node.freeMemory}      10`,
    ],
  ]
}
