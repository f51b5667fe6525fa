import type { Clock } from '../../../lib/clock.ts'
import { Failure } from '../../../lib/failure.ts'
import type { Domain } from '../../../lib/libvirt/domain.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import { events } from '../../rpc/protocol.ts'
import type { Driver, DriverEvent } from '../driver.ts'
import { Outbox } from '../outbox.ts'
import { ability } from './ability.ts'
import { BulkStats } from './bulk-stats.ts'
import { changeOps } from './changes.ts'
import { consoleOps } from './consoles.ts'
import { domainOps } from './domains.ts'
import { interfaceOps, nodeDeviceOps } from './host-devices.ts'
import { Keeper } from './keeper.ts'
import { changeLanes } from './lanes.ts'
import type { Line } from './line.ts'
import { networkOps } from './networks.ts'
import { nodeOps } from './node.ts'
import { poolOps } from './pools.ts'
import { quirksOf } from './quirks.ts'
import { type LineSource, screenshots } from './screenshot.ts'
import { snapshotOps } from './snapshots.ts'
import { statsOps } from './stats.ts'
import { type Listener, type Subscription, subscribe } from './subscribe.ts'

export interface Host {
  hypervisor: string
  hostname: string | null
  version: string | null
  libraryVersion: string | null
  /** It can send a domain to another host by itself. */
  migrates: boolean
}

export interface RemoteDriverDeps extends LineSource {
  line: Line
  host: Host
  readOnly: boolean
}

/** How long a host may think about whether it is there. */
const probePatience: Milliseconds = 3_000

/** How long a host gets to take note that nothing more is to be told. */
const farewell: Milliseconds = 1_000

/** Between two looks at everything: with events for what none tells of (autostart), without for everything. */
const pace = { withEvents: 30_000, without: 3_000 } satisfies Record<string, Milliseconds>

/** A hypervisor behind a libvirt daemon. */
export class RemoteDriver implements Driver {
  readonly hypervisor: string
  readonly hostname: string | null
  readonly version: string | null
  readonly libraryVersion: string | null
  readonly ended: Promise<Failure | null>
  readonly domains: Driver['domains']
  readonly changes: Driver['changes']
  readonly node: Driver['node']
  readonly stats: Driver['stats']
  readonly consoles: Driver['consoles']
  readonly #line: Line
  readonly #clock: Clock
  readonly #bulk: BulkStats
  readonly #known = new Map<string, Domain>()
  readonly #objects
  #subscribed: Promise<Subscription> | null = null
  #listener: Listener | null = null
  #hypervisorLost: Failure | null = null

  constructor({ line, host, readOnly, ...source }: RemoteDriverDeps) {
    const { clock } = source
    const { channel, calls } = line
    this.#line = line
    this.#clock = clock
    this.hypervisor = host.hypervisor
    this.hostname = host.hostname
    this.version = host.version
    this.libraryVersion = host.libraryVersion
    this.#bulk = new BulkStats(calls)
    this.ended = channel.ended.then((failure) => failure ?? this.#hypervisorLost)
    channel.on(events.connectClosed, ({ reason }) => this.#hypervisorClosed(reason))
    // Taking a picture needs the right to write (VIR_DOMAIN_SCREENSHOT is refused on a read-only socket).
    const screenshot = ability((asked) => screenshots(source, asked))
    const quirks = quirksOf(host.hypervisor)
    const shared = { calls, known: this.#known, lanes: changeLanes(), quirks }
    this.domains = domainOps({ ...shared, screenshot: () => (readOnly ? null : screenshot()) })
    this.changes = changeOps({
      ...shared,
      readOnly,
      migrates: host.migrates,
      touched: (uuid) => this.#listener?.touched(uuid, 'definition'),
    })
    this.node = nodeOps(calls)
    const { beside } = source.plan
    this.consoles = beside
      ? consoleOps({ ...source, calls, beside, readOnly, hypervisor: host.hypervisor })
      : null
    this.stats = statsOps({ calls, bulk: this.#bulk, known: this.#known, clock })
    this.#objects = {
      networks: ability((asked) => networkOps(calls, asked)),
      pools: ability((asked) => poolOps(calls, asked)),
      interfaces: ability((asked) => interfaceOps(calls, asked)),
      nodeDevices: ability((asked) => nodeDeviceOps(calls, asked)),
      snapshots: ability((asked) => snapshotOps(calls, asked)),
    }
  }

  get networks() {
    return this.#objects.networks()
  }
  get pools() {
    return this.#objects.pools()
  }
  get interfaces() {
    return this.#objects.interfaces()
  }
  get nodeDevices() {
    return this.#objects.nodeDevices()
  }
  get snapshots() {
    return this.#objects.snapshots()
  }

  probe(): void {
    void this.#line.channel.probe(probePatience)
  }

  async *watch(signal: AbortSignal): AsyncGenerator<DriverEvent, void, undefined> {
    const outbox = new Outbox()
    const keeper = new Keeper({
      calls: this.#line.calls,
      bulk: this.#bulk,
      outbox,
      known: this.#known,
    })
    const over = new AbortController()
    const end = () => outbox.end()
    signal.addEventListener('abort', end)
    void this.ended.then(end)
    if (signal.aborted) end()
    this.#listener = {
      happened: (event) => outbox.happened(event),
      touched: (uuid, reread) => keeper.touch(uuid, reread),
    }
    try {
      void this.#keep(keeper, over.signal).catch((cause: unknown) => outbox.end(cause))
      yield* outbox.read()
    } finally {
      signal.removeEventListener('abort', end)
      this.#listener = null
      over.abort()
      keeper.end()
    }
  }

  async close(): Promise<void> {
    await this.#unsubscribe()
    await this.#line.close()
  }

  /** Events first, then the first listing, then a look now and then. */
  async #keep(keeper: Keeper, over: AbortSignal): Promise<void> {
    this.#subscribed ??= subscribe(this.#line.channel, this.#line.calls, {
      happened: (event) => this.#listener?.happened(event),
      touched: (uuid, reread) => this.#listener?.touched(uuid, reread),
    })
    const { told } = await this.#subscribed
    await keeper.list()
    while (!over.aborted) {
      await this.#clock.sleep(told ? pace.withEvents : pace.without, over)
      if (!over.aborted) await keeper.look()
    }
  }

  /** As far as the host does it in time; that it could not subscribe, or is gone, is told by its end. */
  async #unsubscribe(): Promise<void> {
    if (this.#subscribed === null) return
    const enough = new AbortController()
    const cancelled = this.#subscribed.then(({ cancel }) => cancel()).catch(() => null)
    await Promise.race([cancelled, this.#clock.sleep(farewell, enough.signal)])
    enough.abort()
  }

  /** The daemon is well, but what it was connected to is gone (virConnectCloseReason). */
  #hypervisorClosed(reason: number): void {
    const why = ['an error', 'its end', 'its silence', 'a client'][reason] ?? `reason ${reason}`
    this.#hypervisorLost = new Failure('host.lost', `The host lost its hypervisor by ${why}.`)
    this.#line.channel.close()
  }
}
