import type { MouseEvent } from 'react'
import type { SelectHow } from '@/lib/client/list/selection.ts'

export interface RowPointer {
  onSelect: (key: string, how: SelectHow) => void
  onOpenTwice: (key: string) => void
  onAct: (key: string) => void
  /** A link of a row was followed in the plain way. */
  onGo: (href: string) => void
}

const within = (event: { target: EventTarget | null }, selector: string): HTMLElement | null =>
  event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null

export const rowKeyOf = (event: { target: EventTarget | null }): string | null =>
  within(event, '[data-row]')?.dataset.row ?? null

/** Opens the menu that a right-click on `element` would open, at its lower end: for buttons and the menu key. */
export function openMenuAt(element: Element) {
  const { left, bottom } = element.getBoundingClientRect()
  element.dispatchEvent(
    new window.MouseEvent('contextmenu', {
      bubbles: true,
      cancelable: true,
      clientX: left,
      clientY: bottom,
    }),
  )
}

const howOf = (event: MouseEvent): SelectHow => {
  if (event.shiftKey) return 'range'
  return event.ctrlKey || event.metaKey || within(event, '[data-select]') ? 'toggle' : 'only'
}

/** The browser's own business: another tab, another window, a download. */
const elsewhere = ({ ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean =>
  ctrlKey || metaKey || shiftKey || altKey

/**
 * One set of handlers for all rows of a list: a row is plain marks, however many there are. Its links are plain ones, too:
 * those of Next would each watch the scrolling and fetch their page before anybody asks.
 */
export function rowPointer({ onSelect, onOpenTwice, onAct, onGo }: RowPointer) {
  return {
    onClick(event: MouseEvent) {
      const key = rowKeyOf(event)
      if (key === null) return
      const link = within(event, 'a')
      const more = within(event, '[data-more]')
      const act = within(event, '[data-act]')
      if (link) {
        if (elsewhere(event)) return
        event.preventDefault()
        onGo(link.getAttribute('href') ?? '')
      } else if (more) openMenuAt(more)
      else if (act) act.ariaDisabled !== 'true' && onAct(key)
      else onSelect(key, howOf(event))
    },
    onDoubleClick(event: MouseEvent) {
      const key = rowKeyOf(event)
      if (key !== null && !within(event, 'a, button, [data-select]')) onOpenTwice(key)
    },
    onMouseDown(event: MouseEvent) {
      // a range of rows, not of text
      if (event.shiftKey && rowKeyOf(event) !== null) event.preventDefault()
    },
  }
}
