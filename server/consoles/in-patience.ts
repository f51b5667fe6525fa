import { Failure } from '../../lib/failure.ts'
import type { Milliseconds } from '../../lib/units.ts'

interface Patience {
  signal: AbortSignal
  patience: Milliseconds
}

/**
 * What `work` comes to; its signal aborts with `signal`, or when `patience` has run out: then it throws host.silent.
 * For as long as a display and a page greet each other, which either can stretch by a byte now and then.
 */
export async function inPatience<T>(
  { signal, patience }: Patience,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = AbortSignal.timeout(patience)
  try {
    return await work(AbortSignal.any([signal, late]))
  } catch (cause) {
    if (late.aborted && !signal.aborted && !(cause instanceof Failure)) {
      throw new Failure('host.silent', 'Its display did not finish its greeting.', { cause })
    }
    throw cause
  }
}
