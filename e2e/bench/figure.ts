/** One measured figure beside its bar: printed as one JSON line. */
export interface Figure {
  bench: string
  figure: string
  unit: 'ms' | '1/s' | 'kB' | 'MB' | '%' | 'fps'
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

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[sorted.length >> 1] ?? Number.NaN
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
