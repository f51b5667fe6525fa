import { isDeepStrictEqual } from 'node:util'
import type { Clock } from '../../../lib/clock.ts'
import { asFailure, type Failure } from '../../../lib/failure.ts'
import type { Domain } from '../../../lib/libvirt/domain.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import type { DriverEvent } from '../driver.ts'
import { Outbox } from '../outbox.ts'
import { happenedBetween } from './happened-between.ts'

/** What one look at a host finds. */
export interface Look {
  domains: readonly Domain[]
  /** How long the host is to be left alone after it, however eager somebody is. */
  rest: Milliseconds
}

export interface PollerOptions {
  look(signal: AbortSignal): Promise<Look>
  clock: Clock
}

/** By uuid. */
export type Rows = ReadonlyMap<string, Domain>

/** Between looks while things change, and when nothing has for a while. */
const eager: Milliseconds = 1_000
const idle: Milliseconds = 5_000
/** What has changed is likely to change again within this time. */
const restless: Milliseconds = 10_000
const slowing = 1.5
/** A host may trip over a domain that goes just then: so many refusals in a row mean that it is not that. */
const refusalsMax = 3

/** Makes of looking again and again at a host what one with events would tell by itself. */
export class Poller {
  readonly #options: PollerOptions
  readonly #over = new AbortController()
  readonly #endings = new Map<string, string>()
  /** Settles as `Driver.ended` does. */
  readonly ended: Promise<Failure | null>
  #settle: (why: Failure | null) => void = () => {}
  #rows: Rows | null = null
  #lookedAt: Milliseconds = 0
  #rest: Milliseconds = 0
  #looking: Promise<Rows> | null = null
  #outbox: Outbox | null = null
  #pause: Milliseconds = eager
  #restlessUntil: Milliseconds = 0
  #hurried: boolean = false
  #nap = new AbortController()
  #refusals = 0

  constructor(options: PollerOptions) {
    this.#options = options
    this.ended = new Promise((resolve) => {
      this.#settle = resolve
    })
  }

  /** `Driver.watch`. */
  async *watch(signal: AbortSignal): AsyncGenerator<DriverEvent, void, undefined> {
    const outbox = new Outbox()
    const ending = new AbortController()
    const end = () => {
      ending.abort()
      this.#nap.abort()
      outbox.end()
    }
    for (const over of [signal, this.#over.signal]) {
      if (over.aborted) return
      over.addEventListener('abort', end, { signal: ending.signal })
    }
    if (this.#rows !== null) outbox.listing([...this.#rows.values()])
    this.#outbox = outbox
    void this.#keepLooking(ending.signal)
    try {
      yield* outbox.read()
    } finally {
      end()
      this.#outbox = null
    }
  }

  /** Every domain as it was not longer than `age` ago. Throws Failure. */
  async rows(age: Milliseconds): Promise<Rows> {
    if (this.#rows !== null && this.#options.clock.now() - this.#lookedAt <= age) return this.#rows
    return this.#look()
  }

  /** When what `rows` says was seen. */
  get lookedAt(): Milliseconds {
    return this.#lookedAt
  }

  /** Something is about to change: looks at once, and often for a while. */
  hurry(): void {
    this.#restlessUntil = this.#options.clock.now() + restless
    this.#hurried = true
    this.#nap.abort()
  }

  /** The domain was told to end, so that its next end is by that: a detail of `stopped`. null: it will not, after all. */
  expect(uuid: string, ending: string | null): void {
    if (ending === null) this.#endings.delete(uuid)
    else this.#endings.set(uuid, ending)
  }

  /** Nothing more is looked at. `why`: it is not by our wish. Idempotent. */
  end(why: Failure | null = null): void {
    this.#settle(why)
    this.#over.abort(why ?? undefined)
  }

  async #keepLooking(over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      this.#hurried = false
      try {
        await this.#look()
      } catch (cause) {
        if (!this.#bears(asFailure(cause))) return this.end(asFailure(cause))
      }
      this.#nap = new AbortController()
      if (over.aborted) return
      await this.#nextDue(over)
    }
  }

  /** Whoever asks for rows in between has looked for us, too. */
  async #nextDue(over: AbortSignal): Promise<void> {
    const { clock } = this.#options
    const span = Math.max(this.#rest, this.#next())
    let left = span
    while (left > 0 && !over.aborted && !this.#hurried) {
      await clock.sleep(left, this.#nap.signal)
      left = this.#lookedAt + span - clock.now()
    }
  }

  #bears({ code }: Failure): boolean {
    this.#refusals += 1
    return code === 'host.refused' && this.#refusals < refusalsMax
  }

  #next(): Milliseconds {
    const restlessNow = this.#options.clock.now() < this.#restlessUntil
    this.#pause = restlessNow ? eager : Math.min(idle, this.#pause * slowing)
    return this.#pause
  }

  #look(): Promise<Rows> {
    this.#looking ??= this.#lookOnce().finally(() => {
      this.#looking = null
    })
    return this.#looking
  }

  async #lookOnce(): Promise<Rows> {
    const { look, clock } = this.#options
    const { domains, rest } = await look(this.#over.signal)
    const rows = new Map(domains.map((domain) => [domain.uuid, domain]))
    if (this.#rows === null) this.#outbox?.listing([...rows.values()])
    else if (this.#tell(this.#rows, rows)) this.#restlessUntil = clock.now() + restless
    this.#rows = rows
    this.#rest = rest
    this.#refusals = 0
    this.#lookedAt = clock.now()
    return rows
  }

  #tell(before: Rows, now: Rows): boolean {
    let changed = false
    for (const uuid of new Set([...before.keys(), ...now.keys()])) {
      const was = before.get(uuid) ?? null
      const is = now.get(uuid) ?? null
      if (isDeepStrictEqual(was, is)) continue
      changed = true
      if (is === null) this.#outbox?.removed(uuid)
      else this.#outbox?.changed(is)
      const happened = happenedBetween(was, is, this.#endings.get(uuid) ?? null)
      if (happened.some(({ event }) => event === 'stopped')) this.#endings.delete(uuid)
      for (const event of happened) this.#outbox?.happened(event)
    }
    return changed
  }
}
