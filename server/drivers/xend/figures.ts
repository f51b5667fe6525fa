import type { KiB } from '../../../lib/units.ts'
import { type Sexpr, valueAt } from './sexpr.ts'
import { memoryAt, wholeAt } from './values.ts'

/** The numbers of a domain. */
export interface Figures {
  /** null while it is inactive: a halted domain keeps stale figures, but never its id. */
  id: number | null
  memory: KiB
  maxMemory: KiB
  vcpus: number
  maxVcpus: number
}

/** What dom0 has for a maximum when there is none. */
const noLimit: KiB = 4_194_303 * 1024

export function readFigures(domain: Sexpr): Figures {
  const maxVcpus = Math.max(1, wholeAt(domain, 65_535, 'vcpus') ?? 1)
  return {
    id: wholeAt(domain, 2 ** 31 - 1, 'domid'),
    ...readMemory(domain),
    vcpus: readCurrentVcpus(domain, maxVcpus),
    maxVcpus,
  }
}

function readMemory(domain: Sexpr): Pick<Figures, 'memory' | 'maxMemory'> {
  const memory = memoryAt(domain, 'memory')
  const most = memoryAt(domain, 'maxmem')
  const maxMemory = most === null || most === 0 || most >= noLimit ? memory : most
  // libvirt's later xend driver takes the maximum for the truth when the two contradict each other.
  return { memory: Math.min(memory ?? maxMemory ?? 0, maxMemory ?? 0), maxMemory: maxMemory ?? 0 }
}

/** `vcpu_avail` has a bit for each virtual CPU that is on. */
function readCurrentVcpus(domain: Sexpr, maxVcpus: number): number {
  const mask = valueAt(domain, 'vcpu_avail') ?? ''
  if (!/^(?:0x[\da-f]{1,64}|\d{1,64})$/i.test(mask)) return maxVcpus
  const on = BigInt(mask).toString(2).replaceAll('0', '').length
  return on === 0 || on > maxVcpus ? maxVcpus : on
}
