const steps: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at <= 0 ? count : at) - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/** The row to go to from `at` for a letter: the next one that begins with it, around the end. */
const lettered = (rows: readonly HTMLElement[], at: number, letter: string): number => {
  const begins = (row: HTMLElement | undefined) =>
    row?.textContent.trim().toLowerCase().startsWith(letter.toLowerCase()) ?? false
  const order = rows.map((_, step) => (at + 1 + step) % rows.length)
  return order.find((index) => begins(rows[index])) ?? at
}

/**
 * Moves the focus within a menu as its key asks (WAI-ARIA authoring practices, menu pattern).
 * False: the key is none of a menu's business.
 */
export function moveInMenu(menu: HTMLElement, key: string): boolean {
  const rows = [...menu.querySelectorAll<HTMLElement>('[role^=menuitem]')]
  const at = rows.findIndex((row) => row.matches(':focus'))
  const step = steps[key]
  const isLetter = key.length === 1 && key !== ' '
  if (rows.length === 0 || (step === undefined && !isLetter)) return false
  const next = step === undefined ? lettered(rows, at, key) : step(at, rows.length)
  rows[next]?.focus()
  return true
}
