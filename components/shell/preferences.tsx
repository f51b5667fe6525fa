'use client'

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { preferenceCookie, railCookie, type Theme, themeCookie } from '@/lib/preferences.ts'

interface Preferences {
  theme: Theme
  setTheme: (theme: Theme) => void
  narrowRail: boolean
  setNarrowRail: (narrow: boolean) => void
}

const PreferencesContext = createContext<Preferences | null>(null)

export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext)
  if (preferences === null) throw new Error('usePreferences stands outside PreferencesProvider')
  return preferences
}

function keep(name: string, value: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing over plain http, where labs run this
  document.cookie = preferenceCookie(name, value)
}

/** Holds what the cookies said when the page was drawn, and writes them. */
export function PreferencesProvider({
  theme: firstTheme,
  narrowRail: firstRail,
  children,
}: {
  theme: Theme
  narrowRail: boolean
  children: ReactNode
}) {
  const [theme, setTheme] = useState(firstTheme)
  const [narrowRail, setNarrowRail] = useState(firstRail)
  const value = useMemo(
    () => ({
      theme,
      setTheme: (next: Theme) => {
        setTheme(next)
        keep(themeCookie, next)
        document.documentElement.dataset.theme = next
      },
      narrowRail,
      setNarrowRail: (narrow: boolean) => {
        setNarrowRail(narrow)
        keep(railCookie, narrow ? 'icons' : 'wide')
      },
    }),
    [theme, narrowRail],
  )
  return <PreferencesContext value={value}>{children}</PreferencesContext>
}
