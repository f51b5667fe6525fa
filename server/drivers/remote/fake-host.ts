import { connect } from 'node:net'
import type { Clock } from '../../../lib/clock.ts'
import { systemClock } from '../../../lib/clock.ts'
import type { Domain } from '../../../lib/libvirt/domain.ts'
import { unattended } from '../../../lib/libvirt/unattended.ts'
import {
  type Delivery,
  type FakeDaemon,
  type FakeHandlers,
  fakeDaemon,
  fakeError,
} from '../../rpc/fake-daemon.ts'
import { events } from '../../rpc/protocol.ts'
import type { Driver, DriverEvent, OpenOptions } from '../driver.ts'
import { openRemote } from './open.ts'
import type { DomainRef } from './read-domain.ts'
import { SignIn } from './sign-in.ts'

/** A domain of the fake host, in the numbers of the wire. */
export interface FakeDomain {
  dom: DomainRef
  state: number
  reason: number
  persistent: boolean
  autostart: boolean
  managedSave: boolean
  xml: string
}

export const fakeUuid = (number: number) =>
  `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`

export function runningDomain(number: number): FakeDomain {
  const name = `guest-${number}`
  return {
    dom: { name, uuid: fakeUuid(number), id: number },
    state: 1,
    reason: 1,
    persistent: true,
    autostart: false,
    managedSave: false,
    xml: `<domain type="qemu"><name>${name}</name><title>Number ${number}</title></domain>`,
  }
}

export const noDomain = () => fakeError({ code: 42, domain: 10, message: 'Domain not found' })
export const unsupported = () =>
  fakeError({ code: 3, message: 'this function is not supported by the connection driver' })

const pausedEvent = { event: 3, detail: 0 }

/** A daemon with a few domains that does what the plainest driver behind a libvirtd does: no bulk figures. */
export class FakeHost {
  readonly domains = new Map<string, FakeDomain>()
  readonly daemon: FakeDaemon
  readonly #drivers: Driver[] = []

  static async start(
    domains: FakeDomain[],
    handlers: (host: () => FakeHost) => FakeHandlers = () => ({}),
    deliver?: Delivery,
  ): Promise<FakeHost> {
    const later: { host: FakeHost | null } = { host: null }
    const host = () => later.host as FakeHost
    const daemon = await fakeDaemon({ ...plain(host), ...handlers(host) }, deliver)
    later.host = new FakeHost(daemon, domains)
    return later.host
  }

  private constructor(daemon: FakeDaemon, domains: FakeDomain[]) {
    this.daemon = daemon
    for (const domain of domains) this.domains.set(domain.dom.uuid, domain)
  }

  /** Throws the daemon's own "no such domain". */
  domain({ uuid }: { uuid: string }): FakeDomain {
    const found = this.domains.get(uuid)
    if (found === undefined) throw noDomain()
    return found
  }

  /** Pauses a domain as somebody else would, and tells of it. */
  pause(number: number): void {
    const domain = this.domain({ uuid: fakeUuid(number) })
    Object.assign(domain, { state: 3, reason: 1 })
    this.tell(domain.dom, pausedEvent)
  }

  tell(dom: DomainRef, { event, detail }: { event: number; detail: number }): void {
    this.daemon.emit(events.domainLifecycle, { callbackId: 0, dom, event, detail })
  }

  open(
    options: Partial<OpenOptions> = {},
    clock: Clock = systemClock,
    signIn: SignIn = new SignIn(),
  ): Promise<Driver> {
    const dial = async () => {
      const stream = connect(this.daemon.path)
      return { stream, close: () => void stream.destroy() }
    }
    const { signal } = new AbortController()
    const usual = { readOnly: false, signal, progress: () => {}, asker: unattended }
    return openRemote(
      { remoteName: 'qemu:///system', signIn },
      dial,
      { ...usual, ...options },
      clock,
    ).then((driver) => {
      this.#drivers.push(driver)
      return driver
    })
  }

  /** How often a procedure was called. */
  count(name: string): number {
    return this.daemon.calls.filter((call) => call.name === name).length
  }

  async close(): Promise<void> {
    for (const driver of this.#drivers) await driver.close()
    await this.daemon.close()
  }
}

const filters = { persistent: 4, managedSave: 256, autostart: 1024 } as const

function plain(host: () => FakeHost): FakeHandlers {
  const chosen = (flags: number) =>
    [...host().domains.values()].filter((domain) =>
      Object.entries(filters).every(
        ([field, bit]) => !(flags & bit) || domain[field as keyof typeof filters],
      ),
    )
  return {
    connectGetType: () => ({ type: 'FAKE' }),
    connectGetHostname: () => ({ hostname: 'fake.example' }),
    connectGetVersion: () => ({ hvVer: 1_002_003 }),
    connectGetLibVersion: () => ({ libVer: 9_000_000 }),
    connectRegisterCloseCallback: () => ({}),
    connectDomainEventCallbackRegisterAny: ({ eventId }) => ({ callbackId: eventId }),
    connectListAllDomains: ({ flags }) => {
      const domains = chosen(flags).map(({ dom }) => dom)
      return { domains, ret: domains.length }
    },
    domainLookupByUuid: ({ uuid }) => ({ dom: host().domain({ uuid }).dom }),
    domainGetState: ({ dom }) => {
      const { state, reason } = host().domain(dom)
      return { state, reason }
    },
    domainGetInfo: ({ dom }) => ({
      state: host().domain(dom).state,
      maxMem: 2048,
      memory: 1024,
      nrVirtCpu: 2,
      cpuTime: 5_000_000_000,
    }),
    domainIsPersistent: ({ dom }) => ({ persistent: host().domain(dom).persistent }),
    domainGetAutostart: ({ dom }) => ({ autostart: host().domain(dom).autostart }),
    domainHasManagedSaveImage: ({ dom }) => ({ result: host().domain(dom).managedSave }),
    domainGetXmlDesc: ({ dom }) => ({ xml: host().domain(dom).xml }),
    domainSuspend: ({ dom }) => {
      Object.assign(host().domain(dom), { state: 3, reason: 1 })
      return {}
    },
  }
}

/** Reads a driver's events into `told` and the rows they make, until the driver ends. */
export function follow(driver: Driver) {
  const told: DriverEvent[] = []
  const rows = new Map<string, Domain>()
  const stop = new AbortController()
  const over = (async () => {
    for await (const event of driver.watch(stop.signal)) {
      told.push(event)
      if (event.type === 'listing') for (const row of event.domains) rows.set(row.uuid, row)
      if (event.type === 'changed') rows.set(event.domain.uuid, event.domain)
      if (event.type === 'removed') rows.delete(event.uuid)
    }
  })()
  return {
    told,
    rows,
    over,
    row: (number: number) => rows.get(fakeUuid(number)),
    happenings: () => told.flatMap((one) => (one.type === 'happened' ? [one.event] : [])),
    stop: () => stop.abort(),
  }
}
