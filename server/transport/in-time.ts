import type { Clock } from '../../lib/clock.ts'
import type { Failure } from '../../lib/failure.ts'
import type { Milliseconds } from '../../lib/units.ts'
import { unlessAborted } from './unless-aborted.ts'

interface Limit {
  clock: Clock
  signal: AbortSignal
  patience: Milliseconds
  /** What it means that nothing came of it in time. */
  late: () => Failure
}

/** What `work` comes to, unless `signal` aborts or `patience` runs out before: then `work` is on its own. */
export async function inTime<T>(
  work: Promise<T>,
  { clock, signal, patience, late }: Limit,
): Promise<T> {
  const over = new AbortController()
  const tooLate = clock.sleep(patience, over.signal).then(() => {
    throw late()
  })
  tooLate.catch(() => {}) // it wakes at the end in any case
  try {
    return await unlessAborted(Promise.race([work, tooLate]), signal)
  } finally {
    over.abort()
  }
}
