/**
 * The newest points of a few measures, four bytes a number, because thousands of domains are kept at once.
 * Points are named by tick, a number that only grows; what was not written reads as null.
 */
export class Series {
  readonly #ticks: number
  readonly #scales: readonly number[]
  readonly #columns: Float32Array[]
  readonly #first: number
  #last: number

  /**
   * @param scales one a measure: how many parts of 1 are kept. 32 bits hold whole numbers to 2^24 exactly and
   * larger ones to seven digits, and whole numbers print short.
   * @param ticks how many points there is room for
   * @param first the tick of the first point to come
   */
  constructor(scales: readonly number[], ticks: number, first: number) {
    this.#ticks = ticks
    this.#scales = scales
    this.#columns = scales.map(() => new Float32Array(ticks).fill(Number.NaN))
    this.#first = first
    this.#last = first - 1
  }

  /** The tick last written. */
  get last(): number {
    return this.#last
  }

  /** The oldest tick that may still hold a point. */
  get first(): number {
    return Math.max(this.#first, this.#last - this.#ticks + 1)
  }

  /** Writes the point of `tick`, which is later than any before. */
  put(tick: number, point: readonly (number | null)[]): void {
    const missed = Math.min(tick - this.#last - 1, this.#ticks)
    for (const [measure, column] of this.#columns.entries()) {
      for (let back = 1; back <= missed; back += 1) column[(tick - back) % this.#ticks] = Number.NaN
      const value = point[measure] ?? Number.NaN
      column[tick % this.#ticks] = Math.round(value * (this.#scales[measure] ?? 1))
    }
    this.#last = tick
  }

  /** The value of a measure at a tick, or null. */
  at(measure: number, tick: number): number | null {
    return this.#holds(tick) ? this.#read(measure, tick % this.#ticks) : null
  }

  /** All measures at a tick, or null when none was taken. Plain loops: a list's page asks for thousands. */
  point(tick: number): (number | null)[] | null {
    if (!this.#holds(tick)) return null
    const slot = tick % this.#ticks
    const point: (number | null)[] = []
    let empty = true
    for (let measure = 0; measure < this.#scales.length; measure += 1) {
      const value = this.#read(measure, slot)
      point.push(value)
      empty &&= value === null
    }
    return empty ? null : point
  }

  #holds(tick: number): boolean {
    return tick <= this.#last && tick >= this.first
  }

  #read(measure: number, slot: number): number | null {
    const value = this.#columns[measure]?.[slot] ?? Number.NaN
    return Number.isNaN(value) ? null : value / (this.#scales[measure] ?? 1)
  }
}
