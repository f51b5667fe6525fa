'use client'

import type RFB from '@novnc/novnc'
import { Keyboard } from 'lucide-react'
import { type RefObject, useRef, useState } from 'react'
import { strokesFor } from '@/lib/client/keyboards.ts'
import { type KeyPress, namedKeys } from '@/lib/client/keysyms.ts'
import { typedBetween } from '@/lib/client/typed-between.ts'
import { Button } from '@/components/ui/button.tsx'
import { press } from './press.ts'
import { useKeyboard } from './use-keyboard.ts'

const held = { Ctrl: namedKeys.control, Alt: namedKeys.alt } as const
const pressed = {
  Esc: namedKeys.escape,
  Tab: namedKeys.tab,
  '←': namedKeys.left,
  '↓': namedKeys.down,
  '↑': namedKeys.up,
  '→': namedKeys.right,
} as const
/** What can be erased of what was typed before. */
const padding = '·'.repeat(32)

/** Keys that a touch screen lacks, and the way to its own keyboard. Only where fingers are what points. */
export function KeyBar({ control }: { control: RefObject<RFB | null> }) {
  const [down, setDown] = useState<readonly string[]>([])
  const field = useRef<HTMLTextAreaElement>(null)
  const before = useRef(padding)
  const [keyboard] = useKeyboard()
  const hold = (name: string, { keysym, code }: KeyPress) => {
    const isDown = down.includes(name)
    control.current?.sendKey(keysym, code, !isDown)
    setDown(isDown ? down.filter((one) => one !== name) : [...down, name])
  }
  const typed = (after: string) => {
    const { erased, text } = typedBetween(before.current, after)
    before.current = after
    for (let left = erased; left > 0; left -= 1) press(control.current, [namedKeys.backspace])
    for (const stroke of strokesFor(keyboard, text)) press(control.current, stroke)
  }
  return (
    <div
      role="toolbar"
      aria-label="Keys"
      className="hidden flex-wrap items-center gap-1.5 border-t border-line bg-panel px-2.5 py-1.5 pointer-coarse:flex"
    >
      {Object.entries(held).map(([name, key]) => (
        <Button key={name} aria-pressed={down.includes(name)} onClick={() => hold(name, key)}>
          {name}
        </Button>
      ))}
      {Object.entries(pressed).map(([name, key]) => (
        <Button key={name} aria-label={key.code} onClick={() => press(control.current, [key])}>
          {name}
        </Button>
      ))}
      <Button icon={Keyboard} onClick={() => field.current?.focus()}>
        Keyboard
      </Button>
      <textarea
        ref={field}
        aria-label="Type to the guest"
        className="sr-only"
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        defaultValue={padding}
        onInput={(event) => typed(event.currentTarget.value)}
        onBlur={(event) => {
          event.currentTarget.value = padding
          before.current = padding
        }}
      />
    </div>
  )
}
