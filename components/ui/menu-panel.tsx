'use client'

import {
  type KeyboardEvent,
  type PointerEvent,
  useEffectEvent,
  useLayoutEffect,
  useRef,
} from 'react'
import { createPortal } from 'react-dom'
import { type Box, placeBeside } from '@/lib/place-beside.ts'
import { useLayer } from './layer.tsx'
import type { MenuEntry } from './menu-entry.ts'
import { moveInMenu } from './menu-keys.ts'
import { menuLook } from './menu-look.ts'
import { MenuRow } from './menu-row.tsx'

/** An open menu: where it hangs, who gets the focus back, and the key that opened it (its first move), if one did. */
export interface OpenMenu {
  anchor: Box
  back: HTMLElement | null
  /** The button it belongs to, which closes it itself. */
  trigger: HTMLElement | null
  key: string | null
}

const keyOf = (entry: MenuEntry, index: number) =>
  entry.kind === 'line' ? `line ${index}` : `${entry.kind ?? 'act'} ${entry.label}`

/** Calls `close` when something outside `inside` is pressed, or moves. */
function watchOutside(inside: readonly (HTMLElement | null)[], close: () => void): () => void {
  const ended = new AbortController()
  const on = { signal: ended.signal, capture: true }
  const outside = ({ target }: Event) => {
    if (!(target instanceof Node && inside.some((each) => each?.contains(target)))) close()
  }
  document.addEventListener('pointerdown', outside, on)
  document.addEventListener('scroll', outside, on)
  addEventListener('resize', close, { signal: ended.signal })
  addEventListener('blur', close, { signal: ended.signal })
  return () => ended.abort()
}

/** The floating list itself. It has the focus while it is there, and gives it back when it goes. */
export function MenuPanel({
  menu: { anchor, back, trigger, key },
  entries,
  label,
  align,
  onClose,
}: {
  menu: OpenMenu
  entries: readonly MenuEntry[]
  label: string | undefined
  align: 'start' | 'end'
  onClose: () => void
}) {
  const panel = useRef<HTMLDivElement>(null)
  const layer = useLayer()
  const close = useEffectEvent(onClose)

  useLayoutEffect(() => {
    const element = panel.current
    if (element === null) return
    const size = { width: element.offsetWidth, height: element.scrollHeight }
    const window = { width: innerWidth, height: innerHeight }
    const { left, top, maxHeight } = placeBeside(anchor, size, window, { align, gap: 4 })
    Object.assign(element.style, {
      left: `${left}px`,
      top: `${top}px`,
      maxHeight: `${maxHeight}px`,
    })
    element.focus({ preventScroll: true })
    if (key !== null) moveInMenu(element, key)
    const end = watchOutside([element, trigger], () => close())
    return () => {
      end()
      // whoever had the focus gets it back, unless it has gone elsewhere on purpose
      if (element.contains(document.activeElement)) back?.focus({ preventScroll: true })
    }
  }, [anchor, back, trigger, align, key])

  const choose = (act: () => void) => {
    back?.focus({ preventScroll: true })
    onClose()
    act()
  }
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    event.stopPropagation()
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault()
      choose(() => undefined)
    } else if (moveInMenu(event.currentTarget, event.key)) {
      event.preventDefault()
    }
  }
  const point = ({ target }: PointerEvent<HTMLDivElement>) => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[role^=menuitem]') : null
    if (row !== null && row !== document.activeElement) row.focus({ preventScroll: true })
  }

  return createPortal(
    <div
      ref={panel}
      role="menu"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={press}
      onPointerMove={point}
      onContextMenu={(event) => event.preventDefault()}
      className={menuLook.panel}
    >
      {entries.map((entry, index) => (
        <MenuRow key={keyOf(entry, index)} entry={entry} choose={choose} />
      ))}
    </div>,
    layer ?? document.body,
  )
}
