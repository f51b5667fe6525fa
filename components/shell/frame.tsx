'use client'

import { usePathname } from 'next/navigation'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { classes } from '@/components/ui/classes.ts'
import { Sheet } from '@/components/ui/dialog.tsx'
import { LayerContext } from '@/components/ui/layer.tsx'
import { LinkBanner } from './link-banner.tsx'
import { usePreferences } from './preferences.tsx'
import { Rail } from './rail.tsx'
import { useShortcut } from './shortcuts.tsx'

const DrawerContext = createContext<{ open: () => void }>({ open: () => undefined })

/** Opens the rail where it is a drawer: on a phone. */
export const useRailDrawer = () => useContext(DrawerContext)

/** What stands around every page: the rail at the side (a drawer on a phone), and the page in the rest. */
export function Frame({ children }: { children: ReactNode }) {
  const { narrowRail, setNarrowRail } = usePreferences()
  const path = usePathname()
  const [drawer, setDrawer] = useState(false)
  const [main, setMain] = useState<HTMLElement | null>(null)
  const toggle = () => setNarrowRail(!narrowRail)
  useShortcut({ key: '[', says: 'Narrow or widen the sidebar' }, toggle)
  // biome-ignore lint/correctness/useExhaustiveDependencies: going anywhere closes the drawer that led there
  useEffect(() => setDrawer(false), [path])
  const opener = useMemo(() => ({ open: () => setDrawer(true) }), [])

  return (
    <DrawerContext value={opener}>
      <LayerContext value={main}>
        <a
          href="#page"
          className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-1.5 focus:shadow-float"
        >
          Skip to the page
        </a>
        <div
          className={classes(
            'grid h-dvh grid-cols-[minmax(0,1fr)]',
            narrowRail
              ? 'desk:grid-cols-[3.25rem_minmax(0,1fr)]'
              : 'desk:grid-cols-[15.25rem_minmax(0,1fr)]',
          )}
        >
          <aside
            className="min-h-0 border-r border-line bg-sunk max-desk:hidden"
            aria-label="Sidebar"
          >
            <Rail narrow={narrowRail} onToggle={toggle} />
          </aside>
          <div className="flex min-h-0 min-w-0 flex-col">
            <LinkBanner />
            <main
              id="page"
              ref={setMain}
              tabIndex={-1}
              className="relative flex min-h-0 flex-1 flex-col overflow-y-auto outline-none"
            >
              {children}
            </main>
          </div>
        </div>
        <Sheet
          open={drawer}
          onOpenChange={setDrawer}
          side="left"
          title="Menu"
          className="w-72 bg-sunk"
        >
          <div className="min-h-0 flex-1">
            <Rail narrow={false} onToggle={null} />
          </div>
        </Sheet>
      </LayerContext>
    </DrawerContext>
  )
}
