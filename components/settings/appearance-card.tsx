'use client'

import { themes } from '@/lib/preferences.ts'
import { themeWords } from '@/components/shell/account-menu.tsx'
import { usePreferences } from '@/components/shell/preferences.tsx'
import { Card } from '@/components/ui/card.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'

const options = themes.map((value) => ({ value, label: themeWords[value].label }))

/** Light, dark, or as the system has it; kept in this browser. */
export function AppearanceCard() {
  const { theme, setTheme } = usePreferences()
  return (
    <Card title="Appearance" aside="in this browser">
      <Segmented label="Theme" options={options} value={theme} onChange={setTheme} />
    </Card>
  )
}
