import type { KiB } from '../../../lib/units.ts'
import type { NodeReport } from '../driver.ts'
import { type ConfigFormat, readConfigFormat } from './config-format.ts'
import type { Sexpr } from './sexpr.ts'
import { memoryAt, numberAt, textAt, wholeAt } from './values.ts'

/** What `/xend/node/` says beside the hardware. */
export interface XendHost {
  hostname: string | null
  /** The hypervisor's, as dotted text: `3.0.4`. */
  version: string | null
  format: ConfigFormat
  scheduler: string | null
  freeMemory: KiB | null
}

export function readHost(node: Sexpr): XendHost {
  const [major, minor] = ['xen_major', 'xen_minor'].map((key) => wholeAt(node, 999, key))
  // `.4-1` is the rest of 3.0.4; `-unstable` is the rest of nothing.
  const rest = /^(?:\.\d+)+/.exec(textAt(node, 'xen_extra') ?? '')?.[0] ?? ''
  return {
    hostname: textAt(node, 'host'),
    version: major == null || minor == null ? null : `${major}.${minor}${rest}`,
    format: readConfigFormat(node),
    scheduler: textAt(node, 'xen_scheduler'),
    freeMemory: memoryAt(node, 'free_memory'),
  }
}

/** virNodeInfo of `(node …)`, as libvirt's later xend driver makes the parts agree with the number of CPUs. */
export function readNodeReport(node: Sexpr): NodeReport {
  const count = (key: string) => wholeAt(node, 65_535, key)
  const cpus = count('nr_cpus') ?? 1
  const nodes = Math.max(1, count('nr_nodes') ?? 1)
  const cores = Math.max(1, count('cores_per_socket') ?? 1)
  const threads = Math.max(1, count('threads_per_core') ?? 1)
  const told = count('sockets_per_node') ?? Math.floor(cpus / (nodes * cores * threads))
  const agrees = nodes * told * cores * threads === cpus
  const sockets = agrees ? told : Math.floor(cpus / (cores * threads))
  return {
    model: (textAt(node, 'machine') ?? '').slice(0, 31),
    memory: memoryAt(node, 'total_memory') ?? 0,
    cpus,
    mhz: Math.round(Math.max(0, numberAt(node, 'cpu_mhz') ?? 0)),
    nodes: agrees ? nodes : 1,
    sockets: Math.max(1, sockets),
    cores,
    threads,
  }
}
