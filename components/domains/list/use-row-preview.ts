'use client'

import { type RefObject, useEffect, useState } from 'react'
import { rowKeyOf } from './row-pointer.ts'

/** A row whose machine is previewed, and where its name stands. */
export interface PreviewedRow {
  key: string
  box: DOMRect
}

const wait = 400

const nameIn = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-preview]') : null

/** Calls back with the row over whose name the pointer has come to rest, and with null when that is over. No finger rests. */
function watchPointer(
  grid: HTMLElement,
  show: (row: PreviewedRow | null) => void,
  signal: AbortSignal,
) {
  let over: HTMLElement | null = null
  let timer = 0
  const close = () => {
    clearTimeout(timer)
    over = null
    show(null)
  }
  const enter = (event: PointerEvent) => {
    const name = event.pointerType === 'touch' ? null : nameIn(event.target)
    if (name === over) return
    close()
    const key = rowKeyOf(event)
    over = name
    if (name === null || key === null) return
    timer = window.setTimeout(() => {
      if (name.isConnected) show({ key, box: name.getBoundingClientRect() })
    }, wait)
  }
  const on = { signal, passive: true }
  grid.addEventListener('pointerover', enter, on)
  for (const end of ['pointerleave', 'pointerdown', 'scroll', 'focusout']) {
    grid.addEventListener(end, close, on)
  }
  signal.addEventListener('abort', () => clearTimeout(timer))
}

/** The row that is previewed: one whose name the pointer rests on, or the one that the keyboard rests on. Escape ends it. */
export function useRowPreview(
  grid: RefObject<HTMLElement | null>,
  active: string | null,
): PreviewedRow | null {
  const [shown, setShown] = useState<PreviewedRow | null>(null)

  useEffect(() => {
    if (grid.current === null) return
    const ended = new AbortController()
    watchPointer(grid.current, setShown, ended.signal)
    return () => ended.abort()
  }, [grid])

  useEffect(() => {
    const element = grid.current
    if (active === null || !element?.matches(':focus-visible')) return
    const timer = setTimeout(() => {
      const name = element.querySelector(`[data-row="${CSS.escape(active)}"] [data-preview]`)
      if (name !== null) setShown({ key: active, box: name.getBoundingClientRect() })
    }, wait)
    return () => {
      clearTimeout(timer)
      setShown(null)
    }
  }, [grid, active])

  useEffect(() => {
    if (shown === null) return
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      // this Escape is for the preview: what is selected stays so
      event.stopPropagation()
      setShown(null)
    }
    document.addEventListener('keydown', press, { capture: true })
    return () => document.removeEventListener('keydown', press, { capture: true })
  }, [shown])

  return shown
}
