import type { ReactNode } from 'react'

/** A key as it is written on the keyboard. */
export const Kbd = ({ children }: { children: ReactNode }) => (
  <kbd className="rounded-sm border border-line bg-sunk px-1 text-tiny text-muted">{children}</kbd>
)
