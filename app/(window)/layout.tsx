import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { readTheme, themeCookie } from '@/lib/preferences.ts'
import { WindowRoot } from '@/components/shell/console-root.tsx'

export const metadata: Metadata = { title: 'Console · Oirase' }

export default async function WindowLayout({ children }: { children: ReactNode }) {
  const kept = await cookies()
  return <WindowRoot theme={readTheme(kept.get(themeCookie)?.value)}>{children}</WindowRoot>
}
