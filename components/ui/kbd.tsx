'use client'

import { type ReactNode, useSyncExternalStore } from 'react'

/** A key as it is written on the keyboard. */
export const Kbd = ({ children }: { children: ReactNode }) => (
  <kbd className="rounded-sm border border-line bg-sunk px-1 text-tiny text-muted">{children}</kbd>
)

const never = () => () => undefined

/** The key for commands as this keyboard has it. */
export function CommandKey() {
  const isMac = useSyncExternalStore(
    never,
    () => /Mac|iP(?:hone|ad)/.test(navigator.userAgent),
    () => false,
  )
  return isMac ? '⌘' : 'Ctrl'
}
