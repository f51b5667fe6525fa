import type { Clock } from '../../../lib/clock.ts'
import { Failure } from '../../../lib/failure.ts'
import type { Domain } from '../../../lib/libvirt/domain.ts'
import { domainActions } from '../../../lib/libvirt/domain-state.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import type { DomainOps, Driver, DriverEvent, NodeReport, Sample } from '../driver.ts'
import { noChanges } from '../lacks.ts'
import { Poller } from '../polled/poller.ts'
import type { ProxyCalls } from './proxy-calls.ts'
import type { ProxyChannel } from './proxy-channel.ts'
import { ProxyListing } from './proxy-listing.ts'

export interface ProxyHost {
  version: string | null
  node: NodeReport
}

interface ProxyDriverOptions {
  channel: Pick<ProxyChannel, 'ended' | 'close'>
  calls: ProxyCalls
  host: ProxyHost
  clock: Clock
}

/** Measured no more often than this. */
const figuresAge: Milliseconds = 1_000

/** The active domains of this machine's Xen, for reading: all that the proxy of libvirt 0.1.2 to 0.8.5 offers. */
export class ProxyDriver implements Driver {
  readonly hypervisor = 'Xen (read-only proxy)'
  readonly hostname = null
  readonly version: string | null
  readonly libraryVersion = null
  readonly readOnly = true
  readonly domains: DomainOps
  readonly changes = noChanges
  readonly node: Driver['node']
  readonly stats: NonNullable<Driver['stats']>
  readonly networks = null
  readonly pools = null
  readonly interfaces = null
  readonly nodeDevices = null
  readonly snapshots = null
  readonly consoles = null
  readonly ended: Promise<Failure | null>
  readonly #channel: ProxyDriverOptions['channel']
  readonly #poller: Poller

  constructor({ channel, calls, host, clock }: ProxyDriverOptions) {
    const listing = new ProxyListing(calls)
    const poller = new Poller({ look: () => listing.look(), clock })
    this.version = host.version
    this.domains = domainOps(calls, poller)
    this.node = {
      report: async () => host.node,
      capabilities: async () => orUnsupported(await calls.capabilities()),
      log: null,
    }
    this.stats = { sample: async () => sampleOf(listing, poller, host) }
    this.ended = poller.ended
    this.#channel = channel
    this.#poller = poller
    void channel.ended.then((why) => poller.end(why))
  }

  readonly probe = () => this.#poller.hurry()

  watch(signal: AbortSignal): AsyncIterable<DriverEvent> {
    return this.#poller.watch(signal)
  }

  async close(): Promise<void> {
    this.#channel.close()
  }
}

function domainOps(calls: ProxyCalls, poller: Poller): DomainOps {
  const refuse = async () => {
    throw new Failure('host.read-only', 'The Xen proxy only lets us look.')
  }
  const actions = Object.fromEntries(domainActions.map((action) => [action, refuse]))
  return {
    ...(actions as Record<(typeof domainActions)[number], typeof refuse>),
    xml: async (uuid) => {
      const domain: Domain | undefined = (await poller.rows(Number.POSITIVE_INFINITY)).get(uuid)
      if (domain === undefined) throw new Failure('domain.missing')
      return orUnsupported(await calls.xml(domain.id as number))
    },
    screenshot: null,
    vcpus: null,
    schedule: null,
  }
}

/** It answers with -1 or -2 for whatever reason, the likeliest being that the text does not fit one packet. */
function orUnsupported(xml: string | null): string {
  if (xml !== null) return xml
  throw new Failure(
    'host.unsupported',
    'The Xen proxy does not tell this: it may be too long for it.',
  )
}

async function sampleOf(listing: ProxyListing, poller: Poller, host: ProxyHost): Promise<Sample> {
  await poller.rows(figuresAge)
  const domains = listing.domains()
  const memoryUsed = domains.reduce((sum, { figures }) => sum + figures.memory, 0)
  return {
    at: poller.lookedAt,
    node: { cpuBusy: null, cpuIdle: null, memoryUsed, memoryTotal: host.node.memory },
    domains: domains.map(({ uuid, figures: { cpuTime, vcpus, memory } }) => ({
      ...{ uuid, cpuTime, vcpus, memory },
      ...{ diskRead: null, diskWrite: null, netIn: null, netOut: null },
    })),
  }
}
