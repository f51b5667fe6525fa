import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { railCookie, readRail, readTheme, themeCookie } from '@/lib/preferences.ts'
import { ConsoleRoot } from '@/components/shell/console-root.tsx'

export default async function ConsoleLayout({
  children,
  dialog,
}: {
  children: ReactNode
  /** A page opened as a dialog over the one below: see @dialog. */
  dialog: ReactNode
}) {
  const kept = await cookies()
  return (
    <ConsoleRoot
      theme={readTheme(kept.get(themeCookie)?.value)}
      narrowRail={readRail(kept.get(railCookie)?.value)}
    >
      {children}
      {dialog}
    </ConsoleRoot>
  )
}
