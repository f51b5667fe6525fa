import type { Asker } from '../../../lib/libvirt/question.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import type { DialOptions, Surrounds } from '../transport.ts'

const tick: Milliseconds = 500

/** How long the other side may keep us waiting; the time that people take to answer does not count. */
export interface Patience {
  /** Asks as before, while no time is counted. */
  readonly asker: Asker
  /** Counts from the start again, to this much. */
  renew(span: Milliseconds): void
}

/** Calls `spent` once, when it has run out before `ended`. Ticks are counted, not clocks: a laptop that slept was not silent. */
export function startPatience(
  { asker }: Pick<DialOptions, 'asker'>,
  { clock }: Pick<Surrounds, 'clock'>,
  spent: () => void,
  ended: AbortSignal,
): Patience {
  let left: Milliseconds = Number.POSITIVE_INFINITY
  let asking = 0
  const uncounted = async <T>(answer: Promise<T>): Promise<T> => {
    asking++
    try {
      return await answer
    } finally {
      asking--
    }
  }
  const count = async () => {
    while (left > 0) {
      await clock.sleep(tick, ended)
      if (ended.aborted) return
      if (asking === 0) left -= tick
    }
    spent()
  }
  void count()
  return {
    asker: {
      ...asker,
      hostKey: (question, signal) => uncounted(asker.hostKey(question, signal)),
      credentials: (question, signal) => uncounted(asker.credentials(question, signal)),
    },
    renew: (span) => {
      left = span
    },
  }
}
