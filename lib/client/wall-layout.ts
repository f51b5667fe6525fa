/** Between cards, px. */
const gap = 12

/** Where the cards of a wall stand. All in CSS pixels. */
export interface WallLayout {
  columns: number
  width: number
  height: number
  /** From one row to the next. */
  step: number
  leftOf: (column: number) => number
}

export interface WallSizes {
  /** Of a card's width. */
  least: number
  /** What stays free at either side. */
  edge: number
  /** Around the picture, with the border. */
  padding: number
  /** What is left of a card's height beside its picture's. */
  caption: number
}

/** As many columns as there is room for, of cards whose picture is 4 : 3 over a caption; they take up the whole width. */
export function wallLayout(room: number, { least, edge, padding, caption }: WallSizes): WallLayout {
  const free = room - 2 * edge + gap
  const columns = Math.max(1, Math.floor(free / (least + gap)))
  const width = Math.max(1, Math.floor(free / columns) - gap)
  const height = Math.round(((width - 2 * padding) * 3) / 4) + caption
  return { columns, width, height, step: height + gap, leftOf: (n) => edge + n * (width + gap) }
}
