interface SparkBox {
  width: number
  height: number
  /** The value at the upper edge; null: the greatest of those shown. */
  top: number | null
  /** How many values fill the width. */
  slots: number
}

const inset = 1
/** Without a top of its own a line leaves this much air: one that does not move must not look like one at its limit. */
const air = 1.3
const round = (value: number) => Math.round(value * 10) / 10

/** The path of a sparkline: right-aligned, a gap where nothing was measured, a flat line along the floor for zeroes. */
export function sparkPath(
  values: readonly (number | null)[],
  { width, height, top, slots }: SparkBox,
): string {
  const shown = values.slice(-slots)
  const ceiling = top ?? air * shown.reduce<number>((most, value) => Math.max(most, value ?? 0), 0)
  const step = width / Math.max(1, slots - 1)
  const room = height - 2 * inset
  const first = slots - shown.length
  let path = ''
  let pen = 'M'
  for (const [index, value] of shown.entries()) {
    if (value === null) {
      pen = 'M'
      continue
    }
    const share = ceiling > 0 ? Math.min(1, Math.max(0, value / ceiling)) : 0
    path += `${pen}${round((first + index) * step)} ${round(height - inset - share * room)}`
    pen = 'L'
  }
  return path
}
