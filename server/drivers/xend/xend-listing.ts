import { Failure } from '../../../lib/failure.ts'
import type { Domain } from '../../../lib/libvirt/domain.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import type { Look } from '../polled/poller.ts'
import { steadyState } from '../polled/steady-state.ts'
import { type ConfigFormat, keepsInactive } from './config-format.ts'
import { readCpuTime, readDomainRow, startsWithHost } from './domain-row.ts'
import type { SentDefinitions } from './sent-definitions.ts'
import { type Sexpr, valueAt } from './sexpr.ts'
import { stateOf } from './state-of.ts'
import type { XendCalls } from './xend-calls.ts'

interface Seen {
  row: Domain
  /** All that the row comes from save what is always on the move, to know whether to read it again. */
  lasting: string
  cpuTime: number | null
  /** In xend's list of those whose power state is running: the only ones that one request tells all about. */
  running: boolean
}

type Calls = Pick<XendCalls, 'listDetail' | 'names' | 'domain'>

/** What a request costs a host: more than two a second is a burden to a xend. */
const perRequest: Milliseconds = 500
const restMax: Milliseconds = 5_000

/**
 * All domains of a xend. One request tells all about the running ones; what xend keeps besides (3.0.4 and later: the
 * halted and the paused) is asked for one by one when it is new or may have changed, and else in turn.
 */
export class XendListing {
  readonly #calls: Calls
  readonly #format: ConfigFormat
  readonly #sent: SentDefinitions
  readonly #seen = new Map<string, Seen>()
  /** Of which xend keeps a definition, by uuid: what was seen inactive, or was defined from here. */
  readonly #kept = new Set<string>()
  readonly #doubtful = new Set<string>()
  #looks = 0
  #asked = 0

  constructor(calls: Calls, format: ConfigFormat, sent: SentDefinitions) {
    this.#calls = calls
    this.#format = format
    this.#sent = sent
  }

  /** By name. */
  get seen(): ReadonlyMap<string, Seen> {
    return this.#seen
  }

  /** Something was done to this one: the next look asks for it. */
  doubt(name: string): void {
    this.#doubtful.add(name)
  }

  /** A definition was made of this one. */
  keeps(uuid: string): void {
    this.#kept.add(uuid)
  }

  async look(signal: AbortSignal): Promise<Look> {
    this.#asked = 1
    const listed = (await this.#calls.listDetail(signal)).flatMap((domain) => nameOf(domain) ?? [])
    const left = this.#namesWhere(({ running }) => running)
    for (const { name, domain } of listed) {
      left.delete(name)
      this.#take(name, domain, true)
    }
    if (keepsInactive(this.#format)) await this.#lookAtOthers(left, signal)
    else {
      this.#doubtful.clear()
      for (const name of left) this.#seen.delete(name)
    }
    this.#looks += 1
    this.#forget()
    const domains = [...this.#seen.values()].map(({ row }) => row)
    return { domains, rest: Math.min(this.#asked * perRequest, restMax) }
  }

  async #lookAtOthers(left: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
    const doubtful = new Set([...left, ...this.#doubtful])
    // what is doubted from now on is for the next look
    this.#doubtful.clear()
    for (const name of await this.#inTurn(signal)) doubtful.add(name)
    const running = this.#namesWhere((seen) => seen.running)
    const asked = [...doubtful].filter((name) => left.has(name) || !running.has(name))
    this.#asked += asked.length
    await inLanes(asked, async (name) =>
      this.#take(name, await this.#calls.domain(name, signal), false),
    )
  }

  /** Whom else to ask about: this look those that are new, the next the paused, then any one that is not running. */
  async #inTurn(signal: AbortSignal): Promise<Iterable<string>> {
    const quiet = this.#namesWhere(({ running }) => !running)
    const turn = this.#looks % 3
    if (turn === 2) return [...quiet].slice(0, 1)
    this.#asked += 1
    if (turn === 0) {
      const names = new Set(await this.#calls.names('all', signal))
      for (const name of quiet) if (!names.has(name)) this.#seen.delete(name)
      return [...names].filter((name) => !this.#seen.has(name))
    }
    const paused = new Set(await this.#calls.names('paused', signal))
    const were = this.#namesWhere(({ row }) => row.state === 'paused')
    return [...quiet].filter((name) => paused.has(name) !== were.has(name))
  }

  /** Each goes to the end, so that the first of the quiet ones is the one that was asked for longest ago. */
  #take(name: string, domain: Sexpr | null, running: boolean): void {
    const before = this.#seen.get(name) ?? null
    this.#seen.delete(name)
    if (domain === null) return
    const lasting = lastingOf(domain)
    const same = lasting === before?.lasting
    const told = same ? withState(before.row, domain) : rowOf(domain, this.#format)
    if (told === null) return
    const row = this.#withKept(told)
    this.#seen.set(name, { row, lasting, cpuTime: readCpuTime(domain), running })
  }

  /** With what is known of its definition, of which xend tells nothing while it runs. The same object if it is so. */
  #withKept(row: Domain): Domain {
    if (row.id === null) this.#kept.add(row.uuid)
    const persistent = this.#kept.has(row.uuid)
    const sent = this.#sent.of(row)
    const autostart = sent === null ? row.autostart : startsWithHost(sent)
    const same = persistent === row.persistent && autostart === row.autostart
    return same ? row : { ...row, persistent, autostart }
  }

  #forget(): void {
    const uuids = new Set([...this.#seen.values()].map(({ row }) => row.uuid))
    for (const uuid of this.#kept) if (!uuids.has(uuid)) this.#kept.delete(uuid)
    this.#sent.only(uuids)
  }

  #namesWhere(is: (seen: Seen) => boolean): Set<string> {
    return new Set([...this.#seen].filter(([, seen]) => is(seen)).map(([name]) => name))
  }
}

const nameOf = (domain: Sexpr): { name: string; domain: Sexpr } | null => {
  const name = valueAt(domain, 'name')
  return name === null ? null : { name, domain }
}

/** null: xend itself cannot say which domain it is, as of one that is being taken down. It must not hide the others. */
function rowOf(domain: Sexpr, format: ConfigFormat): Domain | null {
  try {
    const row = readDomainRow(domain, format)
    return { ...row, state: steadyState(row.state) }
  } catch (cause) {
    if (cause instanceof Failure && cause.code === 'host.not-xend') return null
    throw cause
  }
}

const moving: readonly unknown[] = ['cpu_time', 'up_time', 'state']

const lastingOf = (domain: Sexpr): string =>
  JSON.stringify(
    typeof domain === 'string' ? domain : domain.filter(([key]) => !moving.includes(key)),
  )

/** The same object where nothing differs: two hundred of them are compared every second. */
function withState(row: Domain, domain: Sexpr): Domain {
  const found = stateOf(domain, row.id)
  const state = steadyState(found.state)
  return state === row.state ? row : { ...row, ...found, state }
}

/** As many as XendHttp lets through at once, so that its queue stays for others. */
const lanes = 4

async function inLanes(names: readonly string[], ask: (name: string) => Promise<void>) {
  const waiting = names.values()
  const lane = async () => {
    for (const name of waiting) await ask(name)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
