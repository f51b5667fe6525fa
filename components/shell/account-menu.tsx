'use client'

import { CircleUser, LogOut, Monitor, Moon, Settings, Sun } from 'lucide-react'
import type { Grant } from '@/lib/contract/permission.ts'
import { paths } from '@/lib/paths.ts'
import type { Theme } from '@/lib/preferences.ts'
import { useApi } from '@/components/data/services.ts'
import { useWho } from '@/components/data/use-who.ts'
import { classes } from '@/components/ui/classes.ts'
import { Icon } from '@/components/ui/icon.tsx'
import { Menu } from '@/components/ui/menu.tsx'
import type { MenuEntry } from '@/components/ui/menu-entry.ts'
import { usePreferences } from './preferences.tsx'

/** Somebody's role on everything, or that they have some on single connections. */
const roleWords = (grants: readonly Grant[]): string =>
  grants.find(({ connection }) => connection === null)?.role ??
  (grants.length > 0 ? 'some connections' : 'no access yet')

export const themeWords: Record<Theme, { label: string; icon: typeof Sun }> = {
  system: { label: 'As the system', icon: Monitor },
  light: { label: 'Light', icon: Sun },
  dark: { label: 'Dark', icon: Moon },
}

/** Leaves, and loads the sign-in page anew, so that nothing of the session stays in memory. */
export function useSignOut(): () => void {
  const api = useApi()
  return () => void api.session.signOut().finally(() => window.location.assign(paths.signIn()))
}

/** Who is signed in, and what they may do about themselves. */
export function AccountMenu({ narrow }: { narrow: boolean }) {
  const who = useWho()
  const signOut = useSignOut()
  const { theme, setTheme } = usePreferences()
  const entries: MenuEntry[] = [
    { kind: 'heading', label: 'Theme' },
    ...(['system', 'light', 'dark'] as const).map(
      (each): MenuEntry => ({
        kind: 'choice',
        label: themeWords[each].label,
        chosen: theme === each,
        onSelect: () => setTheme(each),
      }),
    ),
    { kind: 'line' },
    { kind: 'link', label: 'Settings', icon: Settings, href: paths.settings() },
    { label: 'Sign out', icon: LogOut, onSelect: signOut },
  ]
  return (
    <Menu
      align="start"
      label="Account"
      entries={entries}
      trigger={
        <button
          type="button"
          aria-label={
            narrow || who === null ? 'Account' : `${who.name} · ${roleWords(who.grants)}, account`
          }
          className={classes(
            'grid items-center rounded-md py-1.25 text-left hover:bg-hover aria-expanded:bg-hover',
            narrow ? 'justify-items-center px-1 py-2' : 'grid-cols-[1rem_1fr] gap-2 px-2.5',
          )}
        >
          <Icon of={CircleUser} />
          {!narrow && (
            <span className="truncate">
              {who === null ? '…' : who.name}
              {who && <span className="text-muted"> · {roleWords(who.grants)}</span>}
            </span>
          )}
        </button>
      }
    />
  )
}
