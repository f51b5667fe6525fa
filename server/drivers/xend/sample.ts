import type { NodeReport, Sample } from '../driver.ts'
import type { XendListing } from './xend-listing.ts'

/** xend counts no traffic, and of its own machine only what its domains hold, the host's own among them. */
export function sampleOf(listing: XendListing, at: number, node: NodeReport): Sample {
  const active = [...listing.seen.values()].filter(({ row }) => row.id !== null)
  const held = active.reduce((sum, { row }) => sum + row.memory, 0)
  const memoryUsed = Math.min(held, node.memory)
  return {
    at,
    node: { cpuBusy: null, cpuIdle: null, memoryUsed, memoryTotal: node.memory },
    domains: active.map(({ row: { uuid, vcpus, memory }, cpuTime }) => ({
      ...{ uuid, cpuTime, vcpus, memory },
      ...{ diskRead: null, diskWrite: null, netIn: null, netOut: null },
    })),
  }
}
