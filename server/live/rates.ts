import type { DomainLoad, NodeLoad } from '../../lib/contract/live.ts'
import type { Milliseconds } from '../../lib/units.ts'
import type { DomainSample, NodeSample, Sample } from '../drivers/driver.ts'

/** What two samples say of the time between them. */
export interface Loads {
  at: Milliseconds
  node: NodeLoad | null
  domains: DomainLoad[]
}

/**
 * Loads at `now`, from the counters there and before. A rate is null where there is nothing to compare with:
 * the first sample, a domain just started, a counter that began anew. Rounded to what a screen can show,
 * since every digit travels to every browser.
 */
export function loadsBetween(before: Sample | null, now: Sample): Loads {
  const span = before === null ? 0 : now.at - before.at
  const earlier = new Map(before?.domains.map((domain) => [domain.uuid, domain]))
  return {
    at: now.at,
    node: now.node === null ? null : nodeLoad(before?.node ?? null, now.node),
    domains: now.domains.map((domain) => domainLoad(earlier.get(domain.uuid), domain, span)),
  }
}

function domainLoad(
  before: DomainSample | undefined,
  now: DomainSample,
  span: Milliseconds,
): DomainLoad {
  const rate = (counter: 'diskRead' | 'diskWrite' | 'netIn' | 'netOut') => {
    const grown = growth(before?.[counter], now[counter])
    return grown === null || span <= 0 ? null : Math.round((grown / span) * 1_000)
  }
  return [
    now.uuid,
    cpuShare(growth(before?.cpuTime, now.cpuTime), now.vcpus, span),
    now.memory,
    rate('diskRead'),
    rate('diskWrite'),
    rate('netIn'),
    rate('netOut'),
  ]
}

/** How much a counter grew; null when it is not known at both ends, or began anew in between. */
function growth(before: number | null | undefined, now: number | null): number | null {
  if (before === undefined || before === null || now === null || now < before) return null
  return now - before
}

/** The host's clock and ours tick apart: a busy domain may seem to use more than there is. */
function cpuShare(nanoseconds: number | null, vcpus: number, span: Milliseconds): number | null {
  if (nanoseconds === null || span <= 0 || vcpus <= 0) return null
  return share(nanoseconds / (span * 1e6 * vcpus))
}

function nodeLoad(before: NodeSample | null, now: NodeSample): NodeLoad {
  const busy = growth(before?.cpuBusy, now.cpuBusy)
  const idle = growth(before?.cpuIdle, now.cpuIdle)
  const all = busy === null || idle === null ? 0 : busy + idle
  return {
    cpu: busy === null || all === 0 ? null : share(busy / all),
    memory: now.memoryUsed,
    memoryTotal: now.memoryTotal,
  }
}

const share = (part: number): number => Math.round(Math.min(Math.max(part, 0), 1) * 1e4) / 1e4
