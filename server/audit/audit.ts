import { setImmediate as breathe } from 'node:timers/promises'
import type { Clock } from '../../lib/clock.ts'
import type { AuditRow } from '../../lib/contract/http.ts'
import type { FailureCode } from '../../lib/failure.ts'
import type { Milliseconds } from '../../lib/units.ts'
import type { AuditStore } from '../store/audit.ts'
import { chainHash, followChain, genesis } from './chain.ts'

/** What happened. Nothing in it may be a secret: it is kept for ever and shown to administrators. */
export interface Deed {
  /** The name of whoever asked, null when nobody was signed in. */
  person: string | null
  address: string
  verb: string
  subject: string
  result: 'done' | FailureCode
  detail: string | null
}

const page = 200
const batch = 1_000
/** Strings come from people and hosts. */
const longest = 2_000

/** Whoever is not signed in can be refused without end; beyond so many a minute the refusals are only counted. */
const strangers = { most: 60, each: 60_000 as Milliseconds }

/** Append-only, hash-chained: who did what, on what, when, from where, and how it ended. */
export class Audit {
  readonly #store: AuditStore
  readonly #clock: Clock
  /** The newest row, once known; every append follows it. */
  #head: { id: number; hash: string } | null = null
  #turn: Promise<unknown> = Promise.resolve()
  #refused = { since: 0, count: 0 }

  constructor(store: AuditStore, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  /** Resolves when the row has reached the disk. */
  append(deed: Deed): Promise<void> {
    const turn = this.#turn.then(() => this.#write(deed))
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  /** A refusal of somebody who is not signed in: written, or only counted when there are too many. */
  async refuseStranger(deed: Deed): Promise<void> {
    const now = this.#clock.now()
    const before = this.#refused
    if (now - before.since >= strangers.each) {
      this.#refused = { since: now, count: 0 }
      await this.#tellUncounted(before.count - strangers.most, deed)
    }
    this.#refused.count++
    if (this.#refused.count <= strangers.most) await this.append(deed)
  }

  /** Rows older than `before`, newest first, and whether the whole chain up to now is as it was written. */
  async list(before?: number): Promise<{ rows: AuditRow[]; intact: boolean }> {
    await this.#turn
    const rows = await this.#store.before(before ?? Number.MAX_SAFE_INTEGER, page)
    return { rows, intact: await this.#isIntact() }
  }

  /** Resolves when everything appended so far has reached the disk. */
  async settled(): Promise<void> {
    await this.#turn
  }

  async #write(deed: Deed): Promise<void> {
    const last = this.#head ?? (await this.#store.last()) ?? { id: 0, hash: genesis }
    const row = {
      id: last.id + 1,
      at: this.#clock.now(),
      person: deed.person,
      address: deed.address.slice(0, longest),
      verb: deed.verb,
      subject: deed.subject.slice(0, longest),
      result: deed.result,
      detail: deed.detail?.slice(0, longest) ?? null,
    }
    const hash = chainHash(last.hash, row)
    await this.#store.append({ ...row, hash })
    this.#head = { id: row.id, hash }
  }

  async #tellUncounted(more: number, like: Deed): Promise<void> {
    if (more <= 0) return
    await this.append({
      ...like,
      address: '',
      verb: 'audit.strangers',
      subject: '',
      detail: `${more} more refusals of nobody signed in were not written one by one`,
    })
  }

  /** Walks from the first row to the newest one written by this process, which an end cut off would lack. */
  async #isIntact(): Promise<boolean> {
    const head = this.#head
    let last: { id: number; hash: string } | null = { id: 0, hash: genesis }
    for (;;) {
      const rows = await this.#store.after(last.id, batch)
      last = followChain(last, rows)
      if (last === null) return false
      if (rows.length < batch) return head === null || last.id >= head.id
      await breathe()
    }
  }
}
