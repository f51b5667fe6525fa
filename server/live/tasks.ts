import type { Clock } from '../../lib/clock.ts'
import { type ApiError, toApiError } from '../../lib/contract/errors.ts'
import type { TaskRow } from '../../lib/contract/live.ts'
import type { Permission, Person } from '../../lib/contract/people.ts'
import { asFailure, Failure } from '../../lib/failure.ts'
import { type DomainAction, whyNot } from '../../lib/libvirt/domain-state.ts'
import type { Asked, Connections } from '../connections/connections.ts'
import { Listeners } from '../connections/listeners.ts'
import type { Log } from '../log.ts'
import { virshCommand, virshConnect } from './virsh-command.ts'
import { writable } from './writable.ts'

/** A host answers few calls at once; who asks for more than this wants something else. */
const mostRunning = 1_000
/** How many are looked through for the `shown` newest that somebody may see. */
const lookedThrough = 2_000
const shown = 200

/** What a task is about, before anything has come of it. */
export type TaskSubject = Omit<TaskRow, 'id' | 'at' | 'endedAt' | 'state' | 'error'>
export type TaskEnd = Pick<TaskRow, 'state' | 'error' | 'endedAt' | 'domain'>

/** Where tasks outlive this process. */
export interface TaskArchive {
  insert(row: TaskRow): Promise<void>
  finish(id: string, end: TaskEnd): Promise<void>
  recent(limit: number): Promise<TaskRow[]>
  abandon(): Promise<void>
}

export interface TasksDeps {
  connections: Pick<Connections, 'row' | 'driver' | 'domain' | 'onAsked'>
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
    deps.connections.onAsked((asked) => this.#opening(asked))
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
   * Throws domain.missing, connection.not-open, host.read-only, host.unsupported, domain.wrong-state with the sentence,
   * server.busy.
   */
  async act(
    connection: string,
    domain: string,
    action: DomainAction,
    by: Person,
  ): Promise<TaskRow> {
    const { driver, uri } = writable(this.#deps.connections, connection)
    const subject = this.#deps.connections.domain(connection, domain)
    const act = driver.domains[action]
    if (act === null) throw new Failure('host.unsupported')
    const why = whyNot(action, subject)
    if (why !== null) throw new Failure('domain.wrong-state', why)
    const about = {
      person: by.name,
      verb: `domain.${action}`,
      connection,
      subject: subject.name,
      domain,
      virsh: virshCommand(uri, action, subject),
    }
    return this.run(about, async () => {
      await act(domain)
      return domain
    })
  }

  /** The newest that `may` lets through, newest first. */
  async list(may: (needs: Permission, connection: string | null) => boolean): Promise<TaskRow[]> {
    const rows = await this.#deps.archive.recent(lookedThrough)
    return rows.filter((row) => may('view', row.connection)).slice(0, shown)
  }

  /** Begins work and answers with its task, which is kept before anything is asked of the host. Throws server.busy. */
  async run(
    about: TaskSubject & { connection: string },
    work: () => Promise<string | null>,
  ): Promise<TaskRow> {
    const { connection } = about
    const row = this.#begun(about)
    this.#count(connection, 1)
    try {
      await this.#deps.archive.insert(row)
    } catch (cause) {
      this.#count(connection, -1)
      throw cause
    }
    this.#listeners.tell(row)
    const ended = work().then(
      (domain) => ({ error: null, domain }),
      (cause) => ({ error: this.#errorOf(row, cause), domain: row.domain }),
    )
    this.#follow(this.#end(row, ended).finally(() => this.#count(connection, -1)))
    return row
  }

  /** Throws server.busy when that would be too many. */
  #count(connection: string, by: 1 | -1): void {
    const running = (this.#running.get(connection) ?? 0) + by
    if (running > mostRunning) throw new Failure('server.busy')
    if (running > 0) this.#running.set(connection, running)
    else this.#running.delete(connection)
  }

  /** Opening belongs to the connection; here it is only told of and kept. */
  #opening({ verb, connection, by, ended }: Asked): void {
    const row = this.#begun({
      person: by.name,
      verb,
      connection: connection.id,
      subject: connection.name ?? connection.uri,
      domain: null,
      virsh: virshConnect(connection.uri, connection.readOnly),
    })
    const { archive, log } = this.#deps
    const kept = archive.insert(row).then(
      () => this.#listeners.tell(row),
      (cause) => log.error({ task: row.id, err: cause }, 'a task was not kept'),
    )
    const end = ended.then((error) => ({ error, domain: null }))
    this.#follow(kept.then(() => this.#end(row, end)))
  }

  #begun(about: TaskSubject): TaskRow {
    const { clock, newId } = this.#deps
    return {
      ...about,
      id: newId(),
      at: clock.now(),
      endedAt: null,
      state: 'running',
      error: null,
    }
  }

  #follow(end: Promise<void>): void {
    const ended: Promise<void> = end.finally(() => this.#ends.delete(ended))
    this.#ends.add(ended)
  }

  #errorOf(row: TaskRow, cause: unknown): ApiError {
    const failure = asFailure(cause)
    if (failure.code === 'server.fault') {
      this.#deps.log.error({ task: row.id, err: failure }, 'a task failed')
    }
    return toApiError(failure, row.id)
  }

  async #end(row: TaskRow, work: Promise<Pick<TaskRow, 'error' | 'domain'>>): Promise<void> {
    const { archive, clock, log } = this.#deps
    const { error, domain } = await work
    const end = { state: stateOf(error), error, domain, endedAt: clock.now() }
    try {
      await archive.finish(row.id, end)
    } catch (cause) {
      log.error({ task: row.id, err: cause }, 'the end of a task was not kept')
    }
    this.#listeners.tell({ ...row, ...end })
  }
}

function stateOf(error: ApiError | null): TaskRow['state'] {
  if (error === null) return 'done'
  return error.code === 'outcome.unknown' ? 'unknown' : 'failed'
}
