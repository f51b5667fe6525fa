'use client'

import '@xterm/xterm/css/xterm.css'
import type { FitAddon } from '@xterm/addon-fit'
import type { SearchAddon } from '@xterm/addon-search'
import type { Terminal } from '@xterm/xterm'
import { type RefObject, useEffect, useEffectEvent, useRef } from 'react'
import type { ConsoleLink } from '@/lib/client/console-link.ts'
import { boundRepeats, writeInPieces } from './bound-terminal.ts'
import { withStyleNonce } from './style-nonce.ts'
import type { Screens } from './use-console.ts'

export interface TextControl {
  terminal: Terminal
  search: SearchAddon
}

/** Lines that can be scrolled back to. */
const scrollback = 10_000
/** Unwritten at most; a guest that floods loses the rest. The terminal takes some 10 MB a second. */
const mostPending = 4 * 1024 * 1024

/** Colours of the page, so that a terminal looks like one of its cards. */
function themeOf(place: HTMLElement) {
  const style = getComputedStyle(place)
  return { background: style.backgroundColor, foreground: style.color, cursor: style.color }
}

async function load() {
  const [{ Terminal }, { FitAddon }, { SearchAddon }] = await Promise.all([
    import('@xterm/xterm'),
    import('@xterm/addon-fit'),
    import('@xterm/addon-search'),
  ])
  return { Terminal, FitAddon, SearchAddon }
}

/** A text console, drawn by xterm. What a guest sends is drawn as a terminal does, and reaches nothing else. */
export function TextScreen({
  link,
  screens,
  watches,
  control,
  onReady,
}: {
  link: ConsoleLink
  screens: Screens
  watches: boolean
  control: RefObject<TextControl | null>
  onReady: () => void
}) {
  const place = useRef<HTMLDivElement>(null)
  const ready = useEffectEvent(onReady)

  useEffect(() => {
    const ended = new AbortController()
    const { signal } = ended
    void load().then((parts) => {
      if (signal.aborted || place.current === null) return
      const { terminal, search, fit } = openTerminal(parts, place.current)
      const encoder = new TextEncoder()
      terminal.onData((text) => link.send(encoder.encode(text)))
      const hide = screens.show(drawnOn(terminal))
      const resized = new ResizeObserver(() => fit.fit())
      resized.observe(place.current)
      control.current = { terminal, search }
      ready()
      signal.addEventListener('abort', () => {
        hide()
        resized.disconnect()
        control.current = null
        terminal.dispose()
      })
    })
    return () => ended.abort()
  }, [link, screens, control])

  useEffect(() => {
    if (control.current !== null) control.current.terminal.options.disableStdin = watches
  }, [control, watches])

  return (
    <div className="size-full bg-panel p-2 text-text">
      <div ref={place} className="size-full bg-panel" data-console="text" />
    </div>
  )
}

function openTerminal(
  { Terminal, FitAddon, SearchAddon }: Awaited<ReturnType<typeof load>>,
  place: HTMLElement,
) {
  const fontFamily = getComputedStyle(document.documentElement).getPropertyValue('--mono')
  const options = { scrollback, fontFamily, fontSize: 13, theme: themeOf(place) }
  const terminal = new Terminal({ ...options })
  const fit: FitAddon = new FitAddon()
  const search: SearchAddon = new SearchAddon()
  boundRepeats(terminal)
  terminal.loadAddon(fit)
  terminal.loadAddon(search)
  withStyleNonce(() => terminal.open(place))
  fit.fit()
  return { terminal, search, fit }
}

/** Writes at the pace the terminal draws. */
function drawnOn(terminal: Terminal) {
  let pending = 0
  return {
    bytes: (bytes: ArrayBuffer) => {
      if (pending > mostPending || bytes.byteLength === 0) return
      pending += bytes.byteLength
      writeInPieces(terminal, new Uint8Array(bytes), () => {
        pending -= bytes.byteLength
      })
    },
    ended: () => undefined,
  }
}
