import type { RemoteClient } from '../../rpc/client.ts'
import type { NodeSample } from '../driver.ts'
import { answeredNo } from './failures.ts'

/** VIR_NODE_CPU_STATS_ALL_CPUS and VIR_NODE_MEMORY_STATS_ALL_CELLS. */
const all = -1

type Ask = (
  nparams: number,
  signal: AbortSignal,
) => Promise<{ params: { field: string; value: number }[]; nparams: number }>
type Figures = Map<string, number>

/**
 * Reads figures that libvirt gives only when asked for exactly as many as there are: their number is asked
 * for first, once. Null where the host has none of the kind.
 */
function figuresOf(ask: Ask): (signal: AbortSignal) => Promise<Figures | null> {
  let count: number | null = 0
  return async (signal) => {
    if (count === null) return null
    try {
      if (count === 0) count = (await ask(0, signal)).nparams
      const { params } = await ask(count, signal)
      return new Map(params.map(({ field, value }) => [field, value]))
    } catch (cause) {
      if (!answeredNo(cause)) throw cause
      count = null
      return null
    }
  }
}

/** Counters of the node itself. */
export function nodeStats(
  calls: RemoteClient,
): (signal: AbortSignal) => Promise<NodeSample | null> {
  const cpu = figuresOf((nparams, signal) =>
    calls.nodeGetCpuStats({ cpuNum: all, nparams, flags: 0 }, { signal }),
  )
  const memory = figuresOf((nparams, signal) =>
    calls.nodeGetMemoryStats({ nparams, cellNum: all, flags: 0 }, { signal }),
  )
  return async (signal) => {
    const [times, sizes] = await Promise.all([cpu(signal), memory(signal)])
    return times === null && sizes === null ? null : { ...cpuOf(times), ...memoryOf(sizes) }
  }
}

const sum = (figures: Figures | null, fields: string[]): number | null => {
  const known = fields.flatMap((field) => figures?.get(field) ?? [])
  return known.length === 0 ? null : known.reduce((total, one) => total + one, 0)
}

/** Fields of virNodeGetCPUStats. */
const cpuOf = (times: Figures | null): Pick<NodeSample, 'cpuBusy' | 'cpuIdle'> => ({
  cpuBusy: sum(times, ['kernel', 'user', 'intr']),
  cpuIdle: sum(times, ['idle', 'iowait']),
})

/** Fields of virNodeGetMemoryStats, in KiB. What is cached can be had at once, so it is not in use. */
function memoryOf(sizes: Figures | null): Pick<NodeSample, 'memoryUsed' | 'memoryTotal'> {
  const total = sizes?.get('total') ?? null
  const free = sum(sizes, ['free', 'buffers', 'cached'])
  const used = total === null || free === null ? null : Math.max(0, total - free)
  return { memoryUsed: used, memoryTotal: total }
}
