import type { ApiError } from '../contract/errors.ts'
import type { TaskRow } from '../contract/live.ts'
import { asApiError, RequestFailed } from './request-failed.ts'

interface DeedsNeeds {
  /** Where tasks are told; the deed's own is looked for there. */
  tasks: () => ReadonlyMap<string, TaskRow>
  subscribe: (look: () => void) => () => void
  take: (rows: readonly TaskRow[]) => void
  report: (error: ApiError) => void
}

/**
 * What this page has asked for and not yet heard the end of. From the click to the server's answer a deed is known
 * here only; from then on its task says how it goes. However it fails, that is reported once.
 */
export class Deeds {
  readonly #needs: DeedsNeeds
  readonly #asked = new Map<string, number>()
  readonly #lookers = new Set<() => void>()

  constructor(needs: DeedsNeeds) {
    this.#needs = needs
  }

  /** Whether an answer for this is still on its way. */
  isAsked = (key: string): boolean => this.#asked.has(key)

  subscribe = (look: () => void): (() => void) => {
    this.#lookers.add(look)
    return () => this.#lookers.delete(look)
  }

  /** Asks, and follows the task to its end. Never rejects: true when the server took it on. */
  async do(key: string, ask: () => Promise<TaskRow>): Promise<boolean> {
    try {
      const task = await this.#ask(key, ask)
      this.#ended(task, ({ error }) => error !== null && this.#needs.report(error))
      return true
    } catch (cause) {
      this.#needs.report(asApiError(cause))
      return false
    }
  }

  /**
   * Asks, and resolves to the task as it ended, for whoever shows in its own place how that was. Rejects with
   * RequestFailed, whether the server or the host refused. Once `looking` is aborted nobody looks there any more:
   * what fails then is reported, and this never settles.
   */
  settle(key: string, ask: () => Promise<TaskRow>, looking: AbortSignal): Promise<TaskRow> {
    return new Promise((resolve, reject) => {
      const fail = (error: ApiError) => {
        if (looking.aborted) this.#needs.report(error)
        else reject(new RequestFailed(error))
      }
      const end = (task: TaskRow) => {
        if (task.error !== null) fail(task.error)
        else if (!looking.aborted) resolve(task)
      }
      this.#ask(key, ask).then(
        (task) => this.#ended(task, end),
        (cause) => fail(asApiError(cause)),
      )
    })
  }

  async #ask(key: string, ask: () => Promise<TaskRow>): Promise<TaskRow> {
    this.#count(key, 1)
    try {
      const task = await ask()
      this.#needs.take([task])
      return task
    } finally {
      this.#count(key, -1)
    }
  }

  /** Tells once, as soon as it has ended. */
  #ended({ id }: TaskRow, tell: (task: TaskRow) => void): void {
    const look = (): boolean => {
      const task = this.#needs.tasks().get(id)
      if (task?.endedAt === null) return false
      if (task !== undefined) tell(task)
      return true
    }
    if (look()) return
    const end = this.#needs.subscribe(() => {
      if (look()) end()
    })
  }

  #count(key: string, by: 1 | -1): void {
    const count = (this.#asked.get(key) ?? 0) + by
    if (count > 0) this.#asked.set(key, count)
    else this.#asked.delete(key)
    for (const look of this.#lookers) look()
  }
}
