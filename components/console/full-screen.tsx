'use client'

import { Maximize, Minimize } from 'lucide-react'
import { type RefObject, useEffect, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'

/** The Keyboard Lock API (WICG): what browsers of Chromium's family have. */
interface KeyboardLock {
  lock(): Promise<void>
  unlock(): void
}

const keyboardLock = (): KeyboardLock | null =>
  (navigator as { keyboard?: Partial<KeyboardLock> }).keyboard?.lock === undefined
    ? null
    : (navigator as unknown as { keyboard: KeyboardLock }).keyboard

async function fill(element: HTMLElement): Promise<void> {
  try {
    await element.requestFullscreen()
    // then Alt+Tab, Ctrl+W and the others are the guest's; the browser's own way out is to hold Escape
    await keyboardLock()?.lock()
  } catch {
    // a browser that allows none, as on some phones, leaves it as it is
  }
}

/** Lets a console fill the whole screen, where its keys are the guest's as far as the browser gives them away. */
export const FullScreen = ({ of }: { of: RefObject<HTMLElement | null> }) => (
  <IconButton
    label="Full screen"
    icon={Maximize}
    onClick={() => {
      if (of.current !== null) void fill(of.current)
    }}
  />
)

/** The way back, over a console that fills the screen. */
export function LeaveFullScreen({ of }: { of: RefObject<HTMLElement | null> }) {
  const [full, setFull] = useState(false)
  useEffect(() => {
    const look = () => {
      const fills = of.current !== null && document.fullscreenElement === of.current
      setFull(fills)
      if (!fills) keyboardLock()?.unlock()
    }
    document.addEventListener('fullscreenchange', look)
    return () => document.removeEventListener('fullscreenchange', look)
  }, [of])
  if (!full) return null
  return (
    <span className="absolute top-2 right-2 z-10 opacity-60 transition-opacity focus-within:opacity-100 hover:opacity-100">
      <Button small icon={Minimize} onClick={() => void document.exitFullscreen()}>
        Leave full screen
      </Button>
    </span>
  )
}
