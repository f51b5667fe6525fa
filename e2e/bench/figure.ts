/** One measured figure beside its bar: printed as one JSON line. */
export interface Figure {
  bench: string
  figure: string
  unit: 'ms' | '1/s' | 'kB' | 'MB' | 'MB/s' | '%' | 'fps'
  ours: number
  /** What it is held against on this machine, and in which words; null when there is nothing to measure here. */
  reference: number | null
  against: string
  /** Ours may be at most, or must be at least, so many times the reference; or so much in its unit when `absolute`. */
  bar: { most: number } | { least: number } | null
  absolute?: true
}

const rounded = (value: number) => Number(value.toPrecision(4))

export function printFigure({ bar, absolute, ...figure }: Figure): void {
  const ratio = figure.reference === null ? null : figure.ours / figure.reference
  const judged = absolute ? figure.ours : ratio
  const met =
    bar === null || judged === null
      ? null
      : 'most' in bar
        ? judged <= bar.most
        : judged >= bar.least
  const line = {
    ...figure,
    ours: rounded(figure.ours),
    reference: figure.reference === null ? null : rounded(figure.reference),
    ratio: ratio === null ? null : rounded(ratio),
    bar,
    met,
  }
  console.log(JSON.stringify(line))
}

const upTo = (part: number, values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length * part)] ?? Number.NaN
}

export const median = (values: readonly number[]): number => upTo(0.5, values)
/** What 95 of 100 stay under. */
export const nearlyAll = (values: readonly number[]): number => upTo(0.95, values)

type Bar = Figure['bar']

/** Prints figures of one bench that are held against a number in their own unit, or against nothing. */
export function absolutely(bench: string) {
  const one = (figure: string, ours: number, unit: Figure['unit'], bar: Bar): void => {
    const against = bar === null ? 'nothing to hold it against' : 'the bar'
    printFigure({ bench, figure, unit, ours, reference: null, against, bar, absolute: true })
  }
  /** The middle of `took`, ms, and what nearly all stay under, each with its bar. */
  const spread = (
    figure: string,
    took: readonly number[],
    [p50, p95]: readonly [Bar, Bar],
  ): void => {
    one(`${figure}: p50`, median(took), 'ms', p50)
    one(`${figure}: p95`, nearlyAll(took), 'ms', p95)
  }
  return { one, spread }
}

/** Milliseconds that `work` takes, `times` times. */
export async function timed(
  times: number,
  work: (round: number) => Promise<unknown>,
): Promise<number[]> {
  const took: number[] = []
  for (let round = 0; round < times; round++) {
    const start = performance.now()
    await work(round)
    took.push(performance.now() - start)
  }
  return took
}
