import type { Duplex } from 'node:stream'
import type { Clock } from '../../../lib/clock.ts'
import type { Milliseconds } from '../../../lib/units.ts'

const tick: Milliseconds = 1_000

/**
 * Calls `dead` when nothing at all was heard for `span`. It counts ticks of this process, not time: what came while a
 * laptop slept is read before the next tick.
 */
export async function watchLife(
  stream: Duplex,
  { clock, span, signal }: { clock: Clock; span: Milliseconds; signal: AbortSignal },
  dead: () => void,
): Promise<void> {
  let left = span
  const heard = () => {
    left = span
  }
  stream.on('data', heard)
  while (left > 0) {
    await clock.sleep(tick, signal)
    if (signal.aborted) return
    left -= tick
  }
  dead()
}
