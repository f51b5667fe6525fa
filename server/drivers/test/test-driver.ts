import { Failure } from '../../../lib/failure.ts'
import type { DomainAction } from '../../../lib/libvirt/domain-state.ts'
import type { Driver, DriverEvent } from '../driver.ts'
import { Outbox } from '../outbox.ts'
import { act } from './actions.ts'
import { capabilitiesXml } from './capabilities-xml.ts'
import { changeOps } from './change-ops.ts'
import { definitionXml } from './definition.ts'
import { interfaceOps, networkOps, nodeDeviceOps, poolOps, snapshotOps } from './objects.ts'
import { refusal } from './refusal.ts'
import { scheduleOf } from './resources.ts'
import { screenshotOf } from './screenshot.ts'
import { sampleWorld } from './stats.ts'
import { vcpusOf } from './vcpu-report.ts'
import type { World } from './world.ts'
import type { Lease } from './worlds.ts'

export interface TestDriverOptions {
  hostname: string
  readOnly: boolean
}

/** What libvirt calls each action where it refuses one to a read-only connection. */
const calls: Record<DomainAction, string> = {
  start: 'virDomainCreate',
  suspend: 'virDomainSuspend',
  resume: 'virDomainResume',
  shutdown: 'virDomainShutdown',
  reboot: 'virDomainReboot',
  reset: 'virDomainReset',
  destroy: 'virDomainDestroy',
  managedSave: 'virDomainManagedSave',
}

/** libvirt's test driver in this process: one opening of a world that others may have open too. */
export class TestDriver implements Driver {
  readonly hypervisor = 'TEST'
  readonly hostname: string
  readonly version = '0.0.2'
  /** The libvirt whose behaviour this is. */
  readonly libraryVersion = '9.0.0'
  readonly domains: Driver['domains']
  readonly changes: Driver['changes']
  readonly node: Driver['node']
  /** It lives in this process. */
  readonly probe = null
  readonly stats: NonNullable<Driver['stats']>
  readonly networks: NonNullable<Driver['networks']>
  readonly pools: NonNullable<Driver['pools']>
  readonly interfaces: NonNullable<Driver['interfaces']>
  readonly nodeDevices: NonNullable<Driver['nodeDevices']>
  readonly snapshots: NonNullable<Driver['snapshots']>
  readonly consoles = null
  readonly ended: Promise<null>
  readonly #lease: Lease
  readonly #over = new AbortController()

  constructor(lease: Lease, { hostname, readOnly }: TestDriverOptions) {
    this.#lease = lease
    this.hostname = hostname
    this.ended = new Promise((resolve) => {
      this.#over.signal.addEventListener('abort', () => resolve(null))
    })
    const world = () => this.#world()
    this.domains = domainOps(world, readOnly)
    this.changes = changeOps(world, readOnly)
    this.node = {
      report: async () => world().content.node,
      capabilities: async () => capabilitiesXml(world().content.cells),
      log: null,
    }
    this.stats = { sample: async () => sampleWorld(world()) }
    this.networks = networkOps(world)
    this.pools = poolOps(world)
    this.interfaces = interfaceOps(world)
    this.nodeDevices = nodeDeviceOps(world)
    this.snapshots = snapshotOps(world)
  }

  async *watch(signal: AbortSignal): AsyncGenerator<DriverEvent, void, undefined> {
    const outbox = new Outbox()
    const over = AbortSignal.any([signal, this.#over.signal])
    const end = () => outbox.end()
    over.addEventListener('abort', end)
    if (over.aborted) return
    const world = this.#world()
    outbox.listing(world.rows())
    const stop = world.listen(outbox)
    try {
      yield* outbox.read()
    } finally {
      stop()
      over.removeEventListener('abort', end)
    }
  }

  async close(): Promise<void> {
    this.#over.abort()
    this.#lease.release()
  }

  #world(): World {
    if (this.#over.signal.aborted) throw new Failure('connection.not-open')
    return this.#lease.world
  }
}

function domainOps(world: () => World, readOnly: boolean): Driver['domains'] {
  const action = (name: DomainAction) => async (uuid: string) => {
    if (readOnly) throw refusal('readOnly', `read only access prevents ${calls[name]}`)
    act(world(), uuid, name)
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
    vcpus: async (uuid) => vcpusOf(world(), world().domain(uuid)),
    schedule: async (uuid) => scheduleOf(world().domain(uuid)),
    xml: async (uuid, inactive) => {
      const { row, definition, next } = world().domain(uuid)
      return inactive ? definitionXml(next ?? definition, null) : definitionXml(definition, row.id)
    },
    // As any change, a picture needs the right to write (virDomainScreenshot).
    screenshot: readOnly ? null : async (uuid) => screenshotOf(world().domain(uuid).row),
  }
}
