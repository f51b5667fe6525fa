import type { Clock } from '../../../lib/clock.ts'
import type { Failure } from '../../../lib/failure.ts'
import { xendHypervisor } from '../../../lib/libvirt/xend-hypervisor.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import type { Driver, DriverEvent } from '../driver.ts'
import { plainOrNull } from '../plain.ts'
import { Poller } from '../polled/poller.ts'
import { capabilitiesXml } from './capabilities.ts'
import type { Random } from './card-address.ts'
import { changeOps } from './changes.ts'
import { domainOps } from './domain-ops.ts'
import { readHostLog } from './host-log.ts'
import { readHost, readNodeReport } from './node.ts'
import { sampleOf } from './sample.ts'
import { SentDefinitions } from './sent-definitions.ts'
import type { Sexpr } from './sexpr.ts'
import type { XendCalls } from './xend-calls.ts'
import { XendDomains } from './xend-domains.ts'
import { XendListing } from './xend-listing.ts'

export interface XendDriverOptions {
  calls: XendCalls
  /** `/xend/node/` as it was when it opened. */
  node: Sexpr
  readOnly: boolean
  clock: Clock
  random: Random
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
  readonly changes: Driver['changes']
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

  constructor({ calls, node, readOnly, clock, random, lost, close }: XendDriverOptions) {
    const host = readHost(node)
    const report = readNodeReport(node)
    const sent = new SentDefinitions()
    const listing = new XendListing(calls, host.format, sent)
    const poller = new Poller({ look: (signal) => listing.look(signal), clock })
    this.hostname = plainOrNull(host.hostname)
    this.version = plainOrNull(host.version)
    const { cpus } = report
    const domains = new XendDomains({ calls, host, cpus, listing, poller, sent, readOnly })
    this.domains = domainOps(domains)
    this.changes = changeOps(domains, random)
    this.node = {
      report: async () => readNodeReport(await calls.node()),
      capabilities: async () => capabilitiesXml(await calls.node()),
      log: (of, most) => readHostLog(calls, of, most),
    }
    this.stats = {
      sample: async () => {
        await poller.rows(figuresAge)
        return sampleOf(listing, poller.lookedAt, report)
      },
    }
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
