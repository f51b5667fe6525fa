import type { Clock } from '../../lib/clock.ts'
import { toApiError } from '../../lib/contract/errors.ts'
import type { TaskRow } from '../../lib/contract/live.ts'
import type { Permission, Person } from '../../lib/contract/people.ts'
import { asFailure, Failure } from '../../lib/failure.ts'
import { type DomainAction, whyNot } from '../../lib/libvirt/domain-state.ts'
import type { Connections } from '../connections/connections.ts'
import { Listeners } from '../connections/listeners.ts'
import type { Log } from '../log.ts'
import { virshCommand } from './virsh-command.ts'

/** A host answers few calls at once; who asks for more than this wants something else. */
const mostRunning = 1_000
/** How many are looked through for the `shown` newest that somebody may see. */
const lookedThrough = 2_000
const shown = 200

/** Where tasks outlive this process. */
export interface TaskArchive {
  insert(row: TaskRow): Promise<void>
  finish(id: string, end: Pick<TaskRow, 'state' | 'error' | 'endedAt'>): Promise<void>
  recent(limit: number): Promise<TaskRow[]>
  abandon(): Promise<void>
}

export interface TasksDeps {
  connections: Pick<Connections, 'row' | 'driver' | 'domain'>
  archive: TaskArchive
  newId(): string
  clock: Clock
  log: Log
}

/** Changes that people asked for, each sent to its host at most once and followed to its end. */
export class Tasks {
  readonly #deps: TasksDeps
  readonly #listeners: Listeners<TaskRow>
  /** How many are under way, by connection. */
  readonly #running = new Map<string, number>()
  readonly #ends = new Set<Promise<void>>()

  constructor(deps: TasksDeps) {
    this.#deps = deps
    this.#listeners = new Listeners(deps.log)
  }

  /** Nobody knows how those ended that were under way when the server last stopped. */
  async start(): Promise<void> {
    await this.#deps.archive.abandon()
  }

  /** Resolves when all that is under way has ended. Closed connections end theirs. */
  async settled(): Promise<void> {
    await Promise.all(this.#ends)
  }

  /** Tells of every task as it begins and as it ends; returns what ends the telling. */
  subscribe(listener: (row: TaskRow) => void): () => void {
    return this.#listeners.add(listener)
  }

  /**
   * Begins an action on a domain and answers with the running task; its end comes by `subscribe`.
   * Throws domain.missing, connection.not-open, host.read-only, domain.wrong-state with the sentence, server.busy.
   */
  async act(
    connection: string,
    domain: string,
    action: DomainAction,
    by: Person,
  ): Promise<TaskRow> {
    const { connections, archive, clock, newId } = this.#deps
    const driver = connections.driver(connection)
    const subject = connections.domain(connection, domain)
    const { uri, readOnly } = connections.row(connection)
    if (readOnly) throw new Failure('host.read-only')
    const why = whyNot(action, subject)
    if (why !== null) throw new Failure('domain.wrong-state', why)
    const row: TaskRow = {
      id: newId(),
      person: by.name,
      verb: `domain.${action}`,
      connection,
      subject: subject.name,
      domain,
      at: clock.now(),
      endedAt: null,
      state: 'running',
      error: null,
      virsh: virshCommand(uri, action, subject),
    }
    this.#count(connection, 1)
    try {
      await archive.insert(row)
    } catch (cause) {
      this.#count(connection, -1)
      throw cause
    }
    this.#listeners.tell(row)
    const ended: Promise<void> = this.#end(row, driver.domains[action](domain)).finally(() => {
      this.#ends.delete(ended)
      this.#count(connection, -1)
    })
    this.#ends.add(ended)
    return row
  }

  /** The newest that `may` lets through, newest first. */
  async list(may: (needs: Permission, connection: string | null) => boolean): Promise<TaskRow[]> {
    const rows = await this.#deps.archive.recent(lookedThrough)
    return rows.filter((row) => may('view', row.connection)).slice(0, shown)
  }

  /** Throws server.busy when that would be too many. */
  #count(connection: string, by: 1 | -1): void {
    const running = (this.#running.get(connection) ?? 0) + by
    if (running > mostRunning) throw new Failure('server.busy')
    if (running > 0) this.#running.set(connection, running)
    else this.#running.delete(connection)
  }

  async #end(row: TaskRow, work: Promise<void>): Promise<void> {
    const { archive, clock, log } = this.#deps
    const failure = await work.then(() => null, asFailure)
    if (failure?.code === 'server.fault') log.error({ task: row.id, err: failure }, 'a task failed')
    const unknown = failure?.code === 'outcome.unknown'
    const end = {
      state: failure === null ? 'done' : unknown ? 'unknown' : 'failed',
      error: failure === null ? null : toApiError(failure, row.id),
      endedAt: clock.now(),
    } as const
    try {
      await archive.finish(row.id, end)
    } catch (cause) {
      log.error({ task: row.id, err: cause }, 'the end of a task was not kept')
    }
    this.#listeners.tell({ ...row, ...end })
  }
}
