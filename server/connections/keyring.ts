import { z } from 'zod'
import type { CredentialsQuestion } from '../../lib/libvirt/question.ts'
import type { Milliseconds } from '../../lib/units.ts'
import { newId } from '../store/new-id.ts'
import type { Sealer } from '../store/sealer.ts'
import type { SecretStore } from '../store/secrets.ts'

/** Where a connection's kept credentials lie. */
export interface Vault {
  connection: string
  secrets: SecretStore
  sealer: Sealer
  now(): Milliseconds
}

export interface Given {
  values: readonly string[]
  /** The id of whoever gave them. */
  by: string
  /** On disk, too, as soon as a host has taken them. */
  keep: boolean
}

interface Entry {
  /** With `labels`: what was asked. */
  lock: string
  labels: readonly string[]
  values: readonly string[]
  /** Whose they are until a host has taken them; then (null) the connection's. */
  by: string | null
  keep: boolean
  /** The record on disk. */
  record: string | null
}

const onDisk = z.object({
  lock: z.string(),
  labels: z.array(z.string()),
  values: z.array(z.string()),
})

/** More steps than any login has. */
const mostEntries = 32

const lockOf = ({ what, subject }: CredentialsQuestion): string => JSON.stringify([what, subject])
const labelsOf = ({ fields }: CredentialsQuestion) => fields.map(({ label }) => label)

/** What was given to get into one host, for as long as this process runs, and on disk (`vault`) where that was asked for. */
export class Keyring {
  readonly #vault: Vault | null
  #entries: Entry[] = []
  #loaded: Promise<void> | null = null

  constructor(vault: Vault | null) {
    this.#vault = vault
  }

  /** What answers this question: taken by a host before, or given by `person`. */
  async recall(
    question: CredentialsQuestion,
    person: string | null,
  ): Promise<readonly string[] | null> {
    await this.#load()
    const entry = this.#find(question)
    return entry !== undefined && (entry.by === null || entry.by === person) ? entry.values : null
  }

  async add(question: CredentialsQuestion, { values, by, keep }: Given): Promise<void> {
    await this.#load()
    const same = this.#find(question)
    if (same !== undefined) await this.#remove(same)
    const [oldest] = this.#entries
    if (oldest !== undefined && this.#entries.length >= mostEntries) await this.#remove(oldest)
    const [lock, labels] = [lockOf(question), labelsOf(question)]
    this.#entries.push({ lock, labels, values, by, keep, record: null })
  }

  /** A host did not take them: neither these nor what else was given for the same. */
  async drop(question: CredentialsQuestion): Promise<void> {
    await this.#load()
    const lock = lockOf(question)
    for (const entry of this.#entries.filter((one) => one.lock === lock)) await this.#remove(entry)
  }

  /** A host took them: they are the connection's from now on, and on disk when that was asked for. */
  async prove(question: CredentialsQuestion): Promise<void> {
    const entry = this.#find(question)
    if (entry === undefined) return
    entry.by = null
    if (entry.keep && entry.record === null) await this.#store(entry)
  }

  #find(question: CredentialsQuestion): Entry | undefined {
    const [lock, labels] = [lockOf(question), JSON.stringify(labelsOf(question))]
    return this.#entries.find((one) => one.lock === lock && JSON.stringify(one.labels) === labels)
  }

  #load(): Promise<void> {
    this.#loaded ??= this.#read()
    return this.#loaded
  }

  /** What no key here opens any more is as good as not there; it stays, should its key come back. */
  async #read(): Promise<void> {
    if (this.#vault === null) return
    const { connection, secrets, sealer } = this.#vault
    for (const record of await secrets.of(connection)) {
      const text = sealer.open(record, record)
      if (text === null) continue
      this.#entries.push({
        ...onDisk.parse(JSON.parse(text)),
        by: null,
        keep: true,
        record: record.id,
      })
    }
  }

  async #store(entry: Entry): Promise<void> {
    if (this.#vault === null) return
    const { connection, secrets, sealer, now } = this.#vault
    const { lock, labels, values } = entry
    const place = { id: newId(), connection }
    entry.record = place.id
    const sealed = sealer.seal(JSON.stringify({ lock, labels, values }), place)
    await secrets.insert({ ...place, ...sealed, createdAt: now() })
  }

  async #remove(entry: Entry): Promise<void> {
    this.#entries = this.#entries.filter((one) => one !== entry)
    if (entry.record !== null) await this.#vault?.secrets.remove(entry.record)
  }
}
