import type { Clock } from '../../../lib/clock.ts'
import { Failure } from '../../../lib/failure.ts'
import type { Domain } from '../../../lib/libvirt/domain.ts'
import type { DomainAction } from '../../../lib/libvirt/domain-state.ts'
import { xendHypervisor } from '../../../lib/libvirt/xend-hypervisor.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import type { Driver, DriverEvent, NodeReport, Sample } from '../driver.ts'
import { noChanges } from '../lacks.ts'
import { plainOrNull } from '../plain.ts'
import { Poller } from '../polled/poller.ts'
import { actions } from './actions.ts'
import { capabilitiesXml } from './capabilities.ts'
import { keepsInactive } from './config-format.ts'
import { writeDomainXml } from './domain-xml.ts'
import { readHost, readNodeReport, type XendHost } from './node.ts'
import type { Sexpr } from './sexpr.ts'
import type { XendCalls } from './xend-calls.ts'
import { XendListing } from './xend-listing.ts'

export interface XendDriverOptions {
  calls: XendCalls
  /** `/xend/node/` as it was when it opened. */
  node: Sexpr
  readOnly: boolean
  clock: Clock
  /** Settles when the way to xend is no more. */
  lost: Promise<Failure | null>
  /** Ends all that is asked, and what carries it. */
  close(): void
}

/** Measured no more often than this, so that one listing does for the page and for the graphs. */
const figuresAge: Milliseconds = 1_500

/** A xend and its domains, kept current by looking. What it has no word for is null. */
export class XendDriver implements Driver {
  readonly hypervisor = xendHypervisor
  readonly hostname: string | null
  readonly version: string | null
  readonly libraryVersion = null
  readonly domains: Driver['domains']
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
  readonly #poller: Poller
  readonly #close: () => void

  constructor({ calls, node, readOnly, clock, lost, close }: XendDriverOptions) {
    const host = readHost(node)
    const report = readNodeReport(node)
    const listing = new XendListing(calls, host.format)
    const poller = new Poller({ look: (signal) => listing.look(signal), clock })
    this.hostname = plainOrNull(host.hostname)
    this.version = plainOrNull(host.version)
    this.domains = domainOps({ calls, host, listing, poller, readOnly })
    this.node = {
      report: async () => readNodeReport(await calls.node()),
      capabilities: async () => capabilitiesXml(await calls.node()),
      log: null,
    }
    this.stats = { sample: () => sampleOf(listing, poller, report) }
    this.ended = poller.ended
    this.#poller = poller
    this.#close = close
    void lost.then((why) => poller.end(why))
  }

  readonly probe = () => this.#poller.hurry()

  watch(signal: AbortSignal): AsyncIterable<DriverEvent> {
    return this.#poller.watch(signal)
  }

  async close(): Promise<void> {
    this.#poller.end()
    this.#close()
  }
}

interface Ops {
  calls: XendCalls
  host: XendHost
  listing: XendListing
  poller: Poller
  readOnly: boolean
}

function domainOps({ calls, host, listing, poller, readOnly }: Ops): Driver['domains'] {
  const rowOf = async (uuid: string): Promise<Domain> => {
    const row = (await poller.rows(Number.POSITIVE_INFINITY)).get(uuid)
    if (row === undefined) throw new Failure('domain.missing')
    return row
  }
  /** By uuid where xend knows domains by that: a name may meanwhile be another's. */
  const named = ({ uuid, name }: Domain) => (keepsInactive(host.format) ? uuid : name)
  const action = (which: DomainAction) => async (uuid: string) => {
    if (readOnly) throw new Failure('host.read-only')
    const row = await rowOf(uuid)
    const { do: act, ending } = actions[which]
    await act(calls, named(row))
    if (ending !== undefined) poller.expect(uuid, ending)
    listing.doubt(row.name)
    poller.hurry()
  }
  return {
    start: action('start'),
    suspend: action('suspend'),
    resume: action('resume'),
    shutdown: action('shutdown'),
    reboot: action('reboot'),
    reset: action('reset'),
    destroy: action('destroy'),
    managedSave: action('managedSave'),
    xml: async (uuid, inactive) => {
      const domain = await calls.domain(named(await rowOf(uuid)))
      if (domain === null) throw new Failure('domain.missing')
      return writeDomainXml(domain, { format: host.format, inactive })
    },
    screenshot: null,
    vcpus: null,
    schedule: null,
  }
}

/** xend counts no traffic, and of its own machine only what its domains hold, the host's own among them. */
async function sampleOf(listing: XendListing, poller: Poller, node: NodeReport): Promise<Sample> {
  await poller.rows(figuresAge)
  const active = [...listing.seen.values()].filter(({ row }) => row.id !== null)
  const held = active.reduce((sum, { row }) => sum + row.memory, 0)
  const memoryUsed = Math.min(held, node.memory)
  return {
    at: poller.lookedAt,
    node: { cpuBusy: null, cpuIdle: null, memoryUsed, memoryTotal: node.memory },
    domains: active.map(({ row: { uuid, vcpus, memory }, cpuTime }) => ({
      ...{ uuid, cpuTime, vcpus, memory },
      ...{ diskRead: null, diskWrite: null, netIn: null, netOut: null },
    })),
  }
}
