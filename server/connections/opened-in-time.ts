import { Failure } from '../../lib/failure.ts'
import type { Driver } from '../drivers/driver.ts'
import type { RungLimit } from './rung-limit.ts'

/**
 * The driver that is being opened, unless `limit` ends the attempt: throws why, then. One that does not heed its
 * signal is left behind, and what it yields later goes to `close`.
 */
export async function openedInTime(
  opening: Promise<Driver>,
  limit: Pick<RungLimit, 'signal' | 'failure'>,
  close: (late: Driver) => Promise<unknown>,
): Promise<Driver> {
  const { signal } = limit
  const aborted = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null)
    else signal.addEventListener('abort', () => resolve(null), { once: true })
  })
  const driver = await Promise.race([opening, aborted])
  if (driver !== null) return driver
  const nobodyWaits = () => null
  opening.then(close, nobodyWaits).catch(nobodyWaits)
  throw limit.failure ?? new Failure('host.lost')
}
