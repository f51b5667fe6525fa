import type { ApiError } from '../contract/errors.ts'
import type { TaskRow } from '../contract/live.ts'
import { asApiError } from './request-failed.ts'

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
    this.#count(key, 1)
    try {
      const task = await ask()
      this.#needs.take([task])
      this.#follow(task.id)
      return true
    } catch (cause) {
      this.#needs.report(asApiError(cause))
      return false
    } finally {
      this.#count(key, -1)
    }
  }

  #follow(id: string): void {
    const settled = (): boolean => {
      const task = this.#needs.tasks().get(id)
      if (task?.endedAt === null) return false
      if (task?.error != null) this.#needs.report(task.error)
      return true
    }
    if (settled()) return
    const end = this.#needs.subscribe(() => {
      if (settled()) end()
    })
  }

  #count(key: string, by: 1 | -1): void {
    const count = (this.#asked.get(key) ?? 0) + by
    if (count > 0) this.#asked.set(key, count)
    else this.#asked.delete(key)
    for (const look of this.#lookers) look()
  }
}
