import type { Clock } from '../../lib/clock.ts'
import type { Rung } from '../../lib/contract/opening.ts'
import type { Milliseconds } from '../../lib/units.ts'

/** Every rung there is, in climbing order. What a URI does not need is left out of its ladder. */
export const steps = [
  'resolve',
  'parse',
  'plan',
  'file',
  'socket',
  'connect',
  'authenticate',
  'open',
  'list',
  'version',
] as const
export type Step = (typeof steps)[number]
export type Advice = Rung['advice'][number]

/** The record of one climb: each rung with its time and what was found there. */
export class Ladder {
  readonly #clock: Clock
  readonly #rungs: Rung[] = []
  #step: Step = 'resolve'
  #since: Milliseconds

  constructor(clock: Clock) {
    this.#clock = clock
    this.#since = clock.now()
  }

  /** The rung being climbed. */
  get step(): Step {
    return this.#step
  }

  begin(step: Step): void {
    this.#step = step
    this.#since = this.#clock.now()
  }

  /** The rung holds; with a warning it does, but the person should know. */
  pass(finding: string, warnings: readonly string[] = []): void {
    const text = [finding, ...warnings].join(' ')
    this.#end(warnings.length > 0 ? 'warned' : 'ok', text, [])
  }

  fail(finding: string, advice: Advice[]): void {
    this.#end('failed', finding, advice)
  }

  /** What was climbed, then those of `steps` above that were not reached. */
  rungs(wanted: readonly Step[]): Rung[] {
    const rest = wanted.filter((step) => steps.indexOf(step) > steps.indexOf(this.#step))
    const untried = rest.map(
      (step): Rung => ({
        step,
        outcome: 'not-tried',
        finding: '',
        advice: [],
        took: null,
        trouble: null,
      }),
    )
    return [...this.#rungs, ...untried]
  }

  #end(outcome: Rung['outcome'], finding: string, advice: Advice[]): void {
    const took = this.#clock.now() - this.#since
    this.#rungs.push({ step: this.#step, outcome, finding, advice, took, trouble: null })
  }
}
