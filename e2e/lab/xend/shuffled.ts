import type { Value } from './python-value.ts'

/** Puts values in another order each time. */
export type Shuffle = <T>(values: readonly T[]) => T[]

/** As Python's dictionaries do, but so that a seed repeats it. */
export function shuffle(seed: number): Shuffle {
  let state = seed >>> 0
  const random = () => {
    // a linear congruence is enough to be in no order (Numerical Recipes)
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return (values) =>
    values
      .map((value) => ({ value, at: random() }))
      .sort((one, other) => one.at - other.at)
      .map(({ value }) => value)
}

/** The keys of a domain in another order; its devices stay in theirs, since xend keeps that. */
export function shuffleKeys([head = null, ...rest]: readonly Value[], order: Shuffle): Value[] {
  const isDevice = (value: Value) => Array.isArray(value) && value[0] === 'device'
  return [head, ...order(rest.filter((one) => !isDevice(one))), ...rest.filter(isDevice)]
}
