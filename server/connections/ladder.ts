import type { Clock } from '../../lib/clock.ts'
import type { Rung } from '../../lib/contract/opening.ts'
import type { Milliseconds } from '../../lib/units.ts'
import { type Step, steps } from './ladder-steps.ts'

type Advice = Rung['advice'][number]

/** Why a rung does not hold. */
export interface Break {
  finding: string
  advice: Advice[]
  trouble: string | null
}

/** A way that starts over more often than this is going round in circles: it is told no longer. */
const mostRungs = 64

/** A peer's words may be many; what matters comes first. */
const longestFinding = 2_000

const untouched = { finding: '', advice: [], took: null, trouble: null }

/** The rung under way: the time it has taken, since when more is added, and what is waited for meanwhile. */
interface Standing {
  spent: Milliseconds
  since: Milliseconds
  waiting: string | null
}

/** The record of one climb: each rung with its time and what was found there. */
export class Ladder {
  readonly #clock: Clock
  readonly #changed: (rungs: Rung[]) => void
  readonly #climbed: Rung[] = []
  #way: readonly Step[] = []
  #step: Step = 'resolve'
  #standing: Standing | null = null

  /** `changed` is told of every rung that is begun or ends, and of waiting. */
  constructor(clock: Clock, changed: (rungs: Rung[]) => void = () => {}) {
    this.#clock = clock
    this.#changed = changed
  }

  /** The rung being climbed, or the last one that was. */
  get step(): Step {
    return this.#step
  }

  /** Every rung of this way, in climbing order. */
  set way(way: readonly Step[]) {
    this.#way = way
  }

  /** Begins a rung; one below the last (another hop, another try) is climbed again, as a rung of its own. */
  begin(step: Step): void {
    this.#step = step
    this.#standing = { spent: 0, since: this.#clock.now(), waiting: null }
    this.#tell()
  }

  /** While a person is waited for, the rung takes no time. `words`: what for; null: it goes on. */
  wait(words: string | null): void {
    this.#standing = { spent: this.#took(), since: this.#clock.now(), waiting: words }
    this.#tell()
  }

  /** The rung holds; with a warning it does, but the person should know. */
  pass(finding: string, warnings: readonly string[] = []): void {
    const text = [finding, ...warnings].filter((words) => words !== '').join(' ')
    this.#end({ outcome: warnings.length > 0 ? 'warned' : 'ok', finding: text })
  }

  fail(why: Break): void {
    this.#end({ outcome: 'failed', ...why })
  }

  /** What was climbed, the one under way, then those above that were not reached. */
  rungs(): Rung[] {
    const above = this.#way.filter((step) => steps.indexOf(step) > steps.indexOf(this.#step))
    const rest = above.map((step): Rung => ({ ...untouched, step, outcome: 'not-tried' }))
    return [...this.#climbed, ...this.#underWay(), ...rest]
  }

  #underWay(): Rung[] {
    if (this.#standing === null) return []
    const finding = this.#standing.waiting ?? ''
    return [{ ...untouched, step: this.#name(), outcome: 'climbing', finding }]
  }

  #took(): Milliseconds {
    if (this.#standing === null) return 0
    const { spent, since, waiting } = this.#standing
    return waiting === null ? spent + this.#clock.now() - since : spent
  }

  #end(end: Pick<Rung, 'outcome' | 'finding'> & Partial<Rung>): void {
    const took = this.#took()
    this.#standing = null
    if (this.#climbed.length < mostRungs || end.outcome === 'failed') {
      const finding = end.finding.slice(0, longestFinding)
      this.#climbed.push({ ...untouched, step: this.#name(), ...end, finding, took })
    }
    this.#tell()
  }

  /** `connect` the first time, then `connect 2`: no two rungs have one name. */
  #name(): string {
    const before = this.#climbed.filter(({ step }) => step.split(' ')[0] === this.#step).length
    return before === 0 ? this.#step : `${this.#step} ${before + 1}`
  }

  #tell(): void {
    this.#changed(this.rungs())
  }
}
