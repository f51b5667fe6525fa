'use client'

import '@xterm/xterm/css/xterm.css'
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { ConsoleLink } from '@/lib/client/console-link.ts'
import { drawnOn, noteOn } from '@/lib/client/drawn-on.ts'
import type { Screens } from '@/lib/client/screens.ts'
import { SeenLog } from '@/lib/client/seen-log.ts'
import { type OpenTerminal, openTerminal } from './text-terminal.ts'

export interface TextControl extends OpenTerminal {
  log: SeenLog
  /** Types for the person. */
  type: (text: string) => void
}

const clock = () => new Date().toLocaleTimeString('en', { hour12: false })

/** A text console, drawn by xterm. It stays when the console is opened again, and so does what was seen. */
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
  const [open, setOpen] = useState<OpenTerminal | null>(null)
  const [log] = useState(() => new SeenLog())
  const shown = useRef<boolean>(false)
  const ready = useEffectEvent(onReady)

  useEffect(() => {
    const ended = new AbortController()
    let resized: ResizeObserver | null = null
    let opened: OpenTerminal | null = null
    const element = place.current
    if (element === null) return
    void openTerminal(element, ended.signal).then((one) => {
      if (one === null) return
      opened = one
      resized = new ResizeObserver(one.fit)
      resized.observe(element)
      setOpen(one)
    })
    return () => {
      ended.abort()
      resized?.disconnect()
      opened?.close()
      shown.current = false
      setOpen(null)
    }
  }, [])

  useEffect(() => {
    if (open === null) return
    const { terminal } = open
    if (shown.current) {
      const says = `Opened again at ${clock()}`
      noteOn(terminal, says, true)
      log.note(says)
    }
    shown.current = true
    const encoder = new TextEncoder()
    const type = (text: string) => link.send(encoder.encode(text))
    const typed = terminal.onData(type)
    const drawn = drawnOn(terminal)
    const hide = screens.show({
      ...drawn,
      bytes: (bytes) => {
        log.add(new Uint8Array(bytes))
        drawn.bytes(bytes)
      },
    })
    control.current = { ...open, log, type }
    ready()
    return () => {
      hide()
      typed.dispose()
      control.current = null
    }
  }, [open, link, screens, control, log])

  useEffect(() => {
    if (open !== null) open.terminal.options.disableStdin = watches
  }, [open, watches])

  return (
    <div className="size-full bg-panel p-2 text-text">
      <div ref={place} className="size-full bg-panel" data-console="text" />
    </div>
  )
}
