import type { Milliseconds } from './units.ts'

/** Time as an argument, so that a test decides what time it is. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): Milliseconds
  /** Resolves after `span`, or at once when `signal` aborts (it never rejects: the caller looks at the signal). */
  sleep(span: Milliseconds, signal?: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (span, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const end = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', end)
        resolve()
      }
      const timer = setTimeout(end, span)
      signal?.addEventListener('abort', end)
    }),
}
