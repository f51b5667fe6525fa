/** Which rows are selected, where the keyboard stands, and from where a range is drawn. */
export interface Selection {
  keys: ReadonlySet<string>
  active: string | null
  anchor: string | null
}

export const nothingSelected: Selection = { keys: new Set(), active: null, anchor: null }

/** How a click or a key selects: this one alone, this one more or less, or all from the anchor to here. */
export type SelectHow = 'only' | 'toggle' | 'range'

function between(order: readonly string[], from: string | null, to: string): string[] {
  const end = order.indexOf(to)
  const start = from === null ? end : order.indexOf(from)
  if (end === -1) return []
  if (start === -1) return [to]
  return order.slice(Math.min(start, end), Math.max(start, end) + 1)
}

export function select(
  selection: Selection,
  order: readonly string[],
  key: string,
  how: SelectHow,
): Selection {
  if (how === 'only') return { keys: new Set([key]), active: key, anchor: key }
  if (how === 'toggle') {
    const keys = new Set(selection.keys)
    if (!keys.delete(key)) keys.add(key)
    return { keys, active: key, anchor: key }
  }
  const anchor = selection.anchor ?? key
  return { keys: new Set(between(order, anchor, key)), active: key, anchor }
}

export const selectAll = (selection: Selection, order: readonly string[]): Selection => ({
  ...selection,
  keys: new Set(order),
})

export const clearSelection = (selection: Selection): Selection => ({
  ...selection,
  keys: new Set(),
  anchor: null,
})

/** Where the arrow keys go: `by` rows from where the keyboard stands (Infinity: the end), selecting on the way if `extend`. */
export function moveActive(
  selection: Selection,
  order: readonly string[],
  by: number,
  extend: boolean,
): Selection {
  if (order.length === 0) return selection
  const at = selection.active === null ? -1 : order.indexOf(selection.active)
  const from = at === -1 && by < 0 ? order.length : at
  const to = order[Math.max(0, Math.min(order.length - 1, from + by))]
  if (to === undefined) return selection
  if (extend) {
    const anchor = selection.anchor ?? selection.active ?? to
    return select({ ...selection, anchor }, order, to, 'range')
  }
  return { ...selection, active: to, anchor: to }
}

/** Forgets what is no longer there or no longer shown: nothing unseen may be acted upon. The same value when nothing changed. */
export function retainShown(selection: Selection, shown: { has(key: string): boolean }): Selection {
  const keys = new Set([...selection.keys].filter((key) => shown.has(key)))
  const kept = (key: string | null) => (key !== null && shown.has(key) ? key : null)
  const active = kept(selection.active)
  const anchor = kept(selection.anchor)
  const same =
    keys.size === selection.keys.size && active === selection.active && anchor === selection.anchor
  return same ? selection : { keys, active, anchor }
}
