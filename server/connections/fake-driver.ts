import { Failure } from '../../lib/failure.ts'
import type { Domain } from '../../lib/libvirt/domain.ts'
import { type DomainAction, domainActions } from '../../lib/libvirt/domain-state.ts'
import type { HostEvent } from '../../lib/libvirt/events.ts'
import type { ChangeOps, DomainOps, Driver, DriverEvent, Sample } from '../drivers/driver.ts'
import { noChanges } from '../drivers/lacks.ts'

/** A uuid made of a number, the same every time. */
export const fakeUuid = (number: number): string =>
  `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`

/** A running domain, or what `change` makes of it. */
export const fakeDomain = (number: number, change: Partial<Domain> = {}): Domain => ({
  uuid: fakeUuid(number),
  name: `guest-${number}`,
  id: number,
  state: 'running',
  reason: 'booted',
  persistent: true,
  autostart: false,
  managedSave: false,
  vcpus: 2,
  memory: 1_048_576,
  maxMemory: 1_048_576,
  details: null,
  ...change,
})

const off = { id: null, state: 'shutoff', reason: 'destroyed' } as const
export const fakeDomainOff = (number: number): Domain => fakeDomain(number, off)

/** A host for tests: it has the domains it is told to have, and says and loses what it is told to. */
export class FakeDriver implements Driver {
  readonly hypervisor = 'FAKE'
  readonly hostname = 'fake.example'
  readonly version = '1.2.3'
  readonly libraryVersion = '9.0.0'
  readonly networks = null
  readonly pools = null
  readonly interfaces = null
  readonly nodeDevices = null
  readonly snapshots = null
  consoles: Driver['consoles'] = null
  readonly ended: Promise<Failure | null>
  /** What was asked of it: `suspend UUID`. */
  readonly calls: string[] = []
  /** Decides what becomes of an action. */
  answer: (action: DomainAction, uuid: string) => Promise<void> = async () => {}
  /** Decides what the next sample is. */
  sample: () => Promise<Sample> = async () => ({ at: 0, node: null, domains: [] })
  readonly stats: Driver['stats'] = { sample: () => this.sample() }
  readonly domains: DomainOps
  changes: ChangeOps = noChanges
  #end: (why: Failure | null) => void = () => {}
  readonly #over = new AbortController()
  #queue: DriverEvent[]
  #wake: () => void = () => {}

  constructor(domains: Domain[]) {
    this.#queue = [{ type: 'listing', domains }]
    this.ended = new Promise((resolve) => {
      this.#end = resolve
    })
    const ops = domainActions.map((action) => [action, (uuid: string) => this.#act(action, uuid)])
    this.domains = {
      ...(Object.fromEntries(ops) as Record<DomainAction, (uuid: string) => Promise<void>>),
      xml: async (uuid) => `<domain><uuid>${uuid}</uuid></domain>`,
      screenshot: null,
      vcpus: null,
      schedule: null,
    }
  }

  readonly node: Driver['node'] = {
    report: async () => ({
      model: 'fake',
      memory: 8_388_608,
      cpus: 4,
      mhz: 0,
      nodes: 1,
      sockets: 1,
      cores: 4,
      threads: 1,
    }),
    capabilities: async () => '<capabilities/>',
    log: null,
  }

  probe: Driver['probe'] = () => this.calls.push('probe')

  get closed(): boolean {
    return this.#over.signal.aborted
  }

  /** The host says something. */
  say(event: DriverEvent): void {
    this.#queue.push(event)
    this.#wake()
  }

  change(domain: Domain): void {
    this.say({ type: 'changed', domain })
  }

  happen(event: Partial<HostEvent>): void {
    const blank = { object: 'domain', name: '', uuid: null, event: '', detail: '' } as const
    this.say({ type: 'happened', event: { ...blank, ...event } })
  }

  /** The link to the host breaks, or (null) is closed. */
  lose(why: Failure | null = new Failure('host.lost', 'Connection reset by peer')): void {
    this.#over.abort()
    this.#end(why)
    this.#wake()
  }

  async *watch(signal: AbortSignal): AsyncIterable<DriverEvent> {
    const wake = () => this.#wake()
    signal.addEventListener('abort', wake)
    try {
      while (!this.closed && !signal.aborted) {
        yield* this.#queue.splice(0)
        await new Promise<void>((resolve) => {
          this.#wake = resolve
          if (this.#queue.length > 0 || this.closed || signal.aborted) resolve()
        })
      }
    } finally {
      signal.removeEventListener('abort', wake)
    }
  }

  async close(): Promise<void> {
    this.lose(null)
  }

  async #act(action: DomainAction, uuid: string): Promise<void> {
    this.calls.push(`${action} ${uuid}`)
    await this.answer(action, uuid)
  }
}
