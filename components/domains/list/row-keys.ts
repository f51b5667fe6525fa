import type { KeyboardEvent } from 'react'
import {
  clearSelection,
  moveActive,
  type Selection,
  select,
  selectAll,
} from '@/lib/client/list/selection.ts'

interface RowKeys {
  selection: Selection
  order: readonly string[]
  /** Rows in sight: how far a page key goes. */
  page: number
  onSelection: (selection: Selection) => void
  onOpen: (key: string) => void
  onMenu: () => void
}

const steps: Record<string, (page: number) => number> = {
  ArrowDown: () => 1,
  ArrowUp: () => -1,
  PageDown: (page) => page,
  PageUp: (page) => -page,
  Home: () => Number.NEGATIVE_INFINITY,
  End: () => Number.POSITIVE_INFINITY,
}

/** What a key does to a list that has the keyboard; true when it was one of ours. */
export function pressRowKey(event: KeyboardEvent, list: RowKeys): boolean {
  const { selection, order, page, onSelection, onOpen, onMenu } = list
  const { active } = selection
  const step = steps[event.key]?.(page)
  if (step !== undefined) onSelection(moveActive(selection, order, step, event.shiftKey))
  else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
    onSelection(selectAll(selection, order))
  } else if (event.key === 'Escape' && selection.keys.size > 0) {
    onSelection(clearSelection(selection))
  } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) onMenu()
  else if (active === null) return false
  else if (event.key === ' ') {
    onSelection(select(selection, order, active, event.shiftKey ? 'range' : 'toggle'))
  } else if (event.key === 'Enter') onOpen(active)
  else return false
  return true
}
