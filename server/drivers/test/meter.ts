import type { Milliseconds } from '../../../lib/units.ts'
import type { Load } from './extension.ts'
import { madeUpNumber } from './made-up.ts'
import { ceilings, type Measure, measures } from './measures.ts'
import { type Wave, wave } from './wave.ts'

/**
 * The counters of one domain whose load moves. They run while it runs and stand still while it is paused; a new
 * start begins them at 0. Units are those of the measure times seconds.
 */
export class Meter {
  readonly #waves: Map<Measure, Wave>
  /** Counted until `#since`. */
  #counted = new Map<Measure, number>()
  /** Seconds since the epoch; null while it stands still. */
  #since: number | null = null
  /** What earlier runs came to, so that the node's own counter never falls. */
  #earlier = 0

  constructor(load: Load, seed: string) {
    this.#waves = new Map(
      measures.flatMap((measure) => {
        const swing = load[measure]
        if (swing === undefined) return []
        return [[measure, wave(swing, ceilings[measure], madeUpNumber(`${seed} ${measure}`))]]
      }),
    )
  }

  run(now: Milliseconds): void {
    this.#since ??= now / 1000
  }

  stand(now: Milliseconds): void {
    for (const measure of this.#waves.keys())
      this.#counted.set(measure, this.total(measure, now) ?? 0)
    this.#since = null
  }

  /** The machine was switched off: its counters are gone with it. */
  end(now: Milliseconds): void {
    this.stand(now)
    this.#earlier += this.#counted.get('cpu') ?? 0
    this.#counted.clear()
  }

  /** What has been counted; null: not told of. */
  total(measure: Measure, now: Milliseconds): number | null {
    const wave = this.#waves.get(measure)
    if (wave === undefined) return null
    const counted = this.#counted.get(measure) ?? 0
    return this.#since === null
      ? counted
      : counted + wave.total(now / 1000) - wave.total(this.#since)
  }

  /** The value now, for measures that are not counted; null: not told of. */
  value(measure: Measure, now: Milliseconds): number | null {
    return this.#waves.get(measure)?.at(now / 1000) ?? null
  }

  /** Percent of its vCPUs times seconds, of this run and all before. */
  spent(now: Milliseconds): number {
    return this.#earlier + (this.total('cpu', now) ?? 0)
  }
}
