'use client'

import { useEffect, useRef, useState } from 'react'
import { placeBeside } from '@/lib/place-beside.ts'

interface Shown {
  text: string
  box: DOMRect
}

const wait = 350

const tipOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null

/** Under its target, or above when there is no room below; never off the window. */
function place(tip: HTMLElement, { box }: Shown) {
  const window = { width: innerWidth, height: innerHeight }
  const options = { align: 'center', gap: 6 } as const
  const { left, top } = placeBeside(box, tip.getBoundingClientRect(), window, options)
  tip.style.translate = `${left}px ${top}px`
}

/** Calls back with what to show when a tip is asked for by hover or keyboard focus, and with null when it is over. */
function watchTips(show: (shown: Shown | null) => void, signal: AbortSignal) {
  let timer = 0
  let over: HTMLElement | null = null
  const open = (target: HTMLElement) => {
    const text = target.dataset.tip
    if (text && target.isConnected) show({ text, box: target.getBoundingClientRect() })
  }
  const close = () => {
    clearTimeout(timer)
    over = null
    show(null)
  }
  const enter = (event: PointerEvent) => {
    const target = tipOf(event.target)
    if (target === over) return
    close()
    over = target
    if (target !== null && event.pointerType !== 'touch') {
      timer = window.setTimeout(() => open(target), wait)
    }
  }
  const focus = (event: FocusEvent) => {
    const target = tipOf(event.target)
    if (target?.matches(':focus-visible')) open(target)
  }
  // a finger cannot hover: a tap on what cannot be done tells why
  const press = (event: PointerEvent) => {
    close()
    const target = tipOf(event.target)
    if (target?.getAttribute('aria-disabled') === 'true') open(target)
  }
  const dismiss = (event: KeyboardEvent) => event.key === 'Escape' && close()
  const on = { signal, capture: true, passive: true }
  document.addEventListener('pointerover', enter, on)
  document.addEventListener('pointerdown', press, on)
  document.addEventListener('focusin', focus, on)
  document.addEventListener('focusout', close, on)
  document.addEventListener('scroll', close, on)
  document.addEventListener('keydown', dismiss, on)
  signal.addEventListener('abort', () => clearTimeout(timer))
}

/**
 * The one tooltip of the page: whatever carries `data-tip` gets it. One layer instead of a component around every
 * button keeps tables of thousands of buttons light. What a tip says must also be in the element's name or
 * description: it is for the eye only.
 */
export function TipLayer() {
  const [shown, setShown] = useState<Shown | null>(null)
  const tip = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const ended = new AbortController()
    watchTips(setShown, ended.signal)
    return () => ended.abort()
  }, [])

  useEffect(() => {
    const element = tip.current
    if (shown === null || element === null) return
    // the top layer, so that a tip inside a dialog is not under it
    element.showPopover()
    place(element, shown)
    return () => element.hidePopover()
  }, [shown])

  return (
    <div
      ref={tip}
      popover="manual"
      aria-hidden
      className="pointer-events-none fixed inset-auto top-0 left-0 m-0 w-max max-w-80 rounded-md bg-text px-2 py-1 text-small text-bg shadow-float"
    >
      {shown?.text}
    </div>
  )
}
