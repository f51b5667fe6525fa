import type { Swing } from './extension.ts'

/** A value that wanders as time goes, the same at the same time for the same seed. Time is in seconds. */
export interface Wave {
  at(seconds: number): number
  /** The sum of the value over all time since 0: what a counter has counted. It only grows. */
  total(seconds: number): number
}

const knotsPerPeriod = 6
const periods = 16

/**
 * A random walk that is drawn to its base, as a ring of straight lines that begins again after 16 periods. Being a
 * ring it has a total at any time without having been watched until then.
 */
export function wave({ base, swing, period }: Swing, ceiling: number, seed: number): Wave {
  const step = period / knotsPerPeriod
  const knots = walk(knotsPerPeriod * periods, seed).map((way) =>
    Math.min(ceiling, Math.max(0, base + swing * way)),
  )
  const value = (index: number) => knots[index % knots.length] ?? 0
  // The total of the ring before each step.
  let whole = 0
  const sums = knots.map((knot, n) => {
    const before = whole
    whole += ((knot + value(n + 1)) / 2) * step
    return before
  })
  const round = step * knots.length
  const place = (seconds: number) => {
    const within = seconds % round
    const index = Math.min(knots.length - 1, Math.floor(within / step))
    const part = within - index * step
    return { index, part, here: value(index) + (part / step) * (value(index + 1) - value(index)) }
  }
  return {
    at: (seconds) => place(seconds).here,
    total: (seconds) => {
      const { index, part, here } = place(seconds)
      const before = Math.floor(seconds / round) * whole + (sums[index] ?? 0)
      return before + part * ((value(index) + here) / 2)
    },
  }
}

/** Numbers mostly between -1 and 1, each near the one before it and the last near the first. */
function walk(count: number, seed: number): number[] {
  const random = congruence(seed)
  const steps: number[] = []
  let here = 0
  for (let n = 0; n < count; n++) {
    here = 0.72 * here + 1.4 * (random() - 0.5)
    steps.push(here)
  }
  const end = steps.at(-1) ?? 0
  return steps.map((one, n) => one - (n / count) ** 4 * (end - (steps[0] ?? 0)))
}

/** Numbers from 0 to 1, the same for the same seed: a linear congruence, whose high bits are even enough for a curve. */
function congruence(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state >>> 8) / 2 ** 24
  }
}
