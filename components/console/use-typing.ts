'use client'

import type RFB from '@novnc/novnc'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Stroke } from '@/lib/client/keyboards.ts'
import type { Milliseconds } from '@/lib/units.ts'
import { press } from './press.ts'

/** From key to key: QEMU's keyboard remembers 16 bytes that its guest has not read, and a key with Shift is six. */
const pace: Milliseconds = 20
/** How often it is said how far it is. */
const toldEvery = 25

/** Types a text on a display, at a pace that guests keep up with. `left`: keys not pressed yet, 0 when nothing is typed. */
export function useTyping(control: RefObject<RFB | null>) {
  const [left, setLeft] = useState(0)
  const timer = useRef<ReturnType<typeof setInterval>>(undefined)
  const stop = () => {
    clearInterval(timer.current)
    setLeft(0)
  }
  useEffect(() => () => clearInterval(timer.current), [])
  const type = (strokes: readonly Stroke[]) => {
    stop()
    let at = 0
    setLeft(strokes.length)
    timer.current = setInterval(() => {
      const stroke = strokes[at]
      // a display that was opened anew is not the one that was typed on
      if (stroke === undefined || control.current === null) return stop()
      press(control.current, stroke)
      at += 1
      if (at % toldEvery === 0) setLeft(strokes.length - at)
    }, pace)
    control.current?.focus()
  }
  return { left, type, stop }
}
