import type { Clock } from '../clock.ts'
import type { ApiError } from '../contract/errors.ts'
import { type FailureCode, failureKinds } from '../failure.ts'
import { paths } from '../paths.ts'
import type { Milliseconds } from '../units.ts'
import { asApiError, RequestFailed, readApiError } from './request-failed.ts'

/** After a picture has come; a host that took long gets a rest of some times as long. */
const every: Milliseconds = 5_000
const restOf = 3
const longestRest: Milliseconds = 60_000
/** Of one connection: as many as its host draws beside each other without being kept from its work. */
const atOnce = 4
/** Of what nobody looks at any more, to be shown again until the next has come. */
const keptUnseen = 60

/** The screen of a domain in one of its lives: `life` is its id. */
export interface Screen {
  connection: string
  uuid: string
  life: number | null
}

export interface PictureState {
  /** The last that came, whatever became of those asked for since. */
  shown: { picture: Blob; at: Milliseconds } | null
  /** Why those asked for since did not come, and how many in a row did not. */
  error: ApiError | null
  missed: number
}

export type TakePicture = (screen: Screen, signal: AbortSignal) => Promise<Blob>

interface Entry {
  screen: Screen
  lookers: Set<() => void>
  state: PictureState
  /** When to ask next. */
  due: Milliseconds
  asking: AbortController | null
}

/** Nobody is to blame for these, and they pass. */
const passing: readonly FailureCode[] = ['server.busy']

export const noPicture: PictureState = { shown: null, error: null, missed: 0 }

/** One request for a picture. Rejects with RequestFailed. */
export const takePicture =
  (fetch: (url: string, init: RequestInit) => Promise<Response>): TakePicture =>
  async ({ connection, uuid }, signal) => {
    const answer = await fetch(paths.screenshot(connection, uuid), { signal })
    if (answer.ok) return answer.blob()
    const body: unknown = await answer.json().catch(() => null)
    throw new RequestFailed(readApiError(body, answer.status))
  }

const keyOf = ({ connection, uuid, life }: Screen) => `${connection}/${uuid}/${life}`

/** How long to wait for the next: `took` what the last one took. A host that has no pictures is asked once in a while. */
function restAfter({ error, missed }: PictureState, took: Milliseconds): Milliseconds {
  if (error === null) return Math.min(Math.max(every, restOf * took), longestRest)
  if (failureKinds[error.code].retry === 'never') return longestRest
  return Math.min(every * 2 ** Math.max(0, missed - 3), longestRest)
}

/**
 * Pictures of the screens that somebody looks at, again and again: a few at once for each connection, those first that
 * have waited longest, and none while the page is hidden.
 */
export class Pictures {
  readonly #take: TakePicture
  readonly #clock: Clock
  /** Those that nobody looks at stand in the order in which they were left. */
  readonly #entries = new Map<string, Entry>()
  #awake: boolean = false
  #sleep: AbortController | null = null

  constructor({ take, clock }: { take: TakePicture; clock: Clock }) {
    this.#take = take
    this.#clock = clock
  }

  /** What is known of a screen; the same object until something changes. */
  of(screen: Screen): PictureState {
    return this.#entries.get(keyOf(screen))?.state ?? noPicture
  }

  /** Looks at a screen until the returned function is called; `told` of every change of its state. */
  look(screen: Screen, told: () => void): () => void {
    const key = keyOf(screen)
    const entry = this.#entries.get(key) ?? {
      ...{ screen, lookers: new Set(), state: noPicture, due: 0, asking: null },
    }
    this.#entries.set(key, entry)
    // a function of its own, so that the same listener may look twice
    const looker = () => told()
    entry.lookers.add(looker)
    this.#pump()
    return () => {
      entry.lookers.delete(looker)
      if (entry.lookers.size === 0) this.#leave(key, entry)
    }
  }

  setAwake(awake: boolean): void {
    this.#awake = awake
    if (!awake) for (const entry of this.#entries.values()) this.#callOff(entry)
    this.#pump()
  }

  #leave(key: string, entry: Entry): void {
    this.#callOff(entry)
    this.#entries.delete(key)
    if (entry.state.shown !== null) {
      this.#entries.set(key, entry)
      const unseen = [...this.#entries].filter(([, { lookers }]) => lookers.size === 0)
      for (const [oldest] of unseen.slice(0, -keptUnseen)) this.#entries.delete(oldest)
    }
    this.#pump()
  }

  /** Frees its place at once, whenever its answer ends. */
  #callOff(entry: Entry): void {
    entry.asking?.abort()
    entry.asking = null
  }

  /** Asks for what is due, and comes back when the next is. */
  #pump(): void {
    this.#sleep?.abort()
    this.#sleep = null
    if (!this.#awake) return
    const now = this.#clock.now()
    const free = new Map<string, number>()
    const freeOf = (connection: string) => free.get(connection) ?? atOnce
    const waiting: Entry[] = []
    for (const entry of this.#entries.values()) {
      const { connection } = entry.screen
      if (entry.asking !== null) free.set(connection, freeOf(connection) - 1)
      else if (entry.lookers.size > 0) waiting.push(entry)
    }
    waiting.sort((one, other) => one.due - other.due)
    for (const entry of waiting) {
      const { connection } = entry.screen
      if (entry.due > now) {
        this.#wakeAt(entry.due - now)
        return
      }
      if (freeOf(connection) === 0) continue
      free.set(connection, freeOf(connection) - 1)
      void this.#ask(entry)
    }
  }

  #wakeAt(span: Milliseconds): void {
    const sleep = new AbortController()
    this.#sleep = sleep
    void this.#clock.sleep(span, sleep.signal).then(() => {
      if (!sleep.signal.aborted) this.#pump()
    })
  }

  async #ask(entry: Entry): Promise<void> {
    const began = this.#clock.now()
    const asking = new AbortController()
    entry.asking = asking
    const next = await this.#answer(entry, asking.signal)
    if (asking.signal.aborted) return
    entry.asking = null
    const now = this.#clock.now()
    entry.state = next
    entry.due = now + restAfter(next, now - began)
    for (const told of entry.lookers) told()
    this.#pump()
  }

  async #answer({ screen, state }: Entry, signal: AbortSignal): Promise<PictureState> {
    try {
      const picture = await this.#take(screen, signal)
      return { shown: { picture, at: this.#clock.now() }, error: null, missed: 0 }
    } catch (cause) {
      const error = asApiError(cause)
      if (passing.includes(error.code)) return state
      return { ...state, error, missed: state.missed + 1 }
    }
  }
}
