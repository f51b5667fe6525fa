import type { Rung } from '../../lib/libvirt/rungs.ts'
import type { Milliseconds } from '../../lib/units.ts'
import { type RungTimes, rungLimits } from './rung-limit.ts'

/** SYNs leave at 0, 1 and 3 s (Linux), so a try of 4 s and a short wait leave no hole of 3 s in which a host that comes back is not asked. */
const shortest: Milliseconds = 4_000
/** A host that was slow may be so again, and slower. */
const margin = 4

/** Rungs on which a host that is gone says nothing at all; on those above it has answered already. */
const silent: readonly Rung[] = ['resolving', 'dialling']

/** How long the rungs of one host took, and how long its silence is worth waiting for. */
export class Pace {
  readonly #took = new Map<Rung, Milliseconds>()

  /** For an attempt. One to a host that is `lost` is given up sooner, by what it took before: the next one may find it back. */
  times(lost: boolean): RungTimes {
    const took = (rung: Rung, span: Milliseconds) => void this.#took.set(rung, span)
    return { limit: (rung) => (lost ? this.#brisk(rung) : rungLimits[rung]), took }
  }

  #brisk(rung: Rung): Milliseconds {
    const known = this.#took.get(rung)
    const generous = rungLimits[rung]
    if (known === undefined || !silent.includes(rung)) return generous
    return Math.min(generous, Math.max(shortest, known * margin))
  }
}
