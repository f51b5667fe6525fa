'use client'

import { type ReactNode, useState } from 'react'
import { sentenceOf } from '@/lib/client/request-failed.ts'
import { paths } from '@/lib/paths.ts'
import type { Theme } from '@/lib/preferences.ts'
import { Ticker } from '@/lib/ticker.ts'
import { DataProvider } from '@/components/data/data-provider.tsx'
import { Ticking } from '@/components/ui/ticking.tsx'
import { TipLayer } from '@/components/ui/tip-layer.tsx'
import { ToastProvider, useToast } from '@/components/ui/toast.tsx'
import { ConfirmHost } from './confirm-host.tsx'
import { Frame } from './frame.tsx'
import { PaletteHost } from './palette-host.tsx'
import { PreferencesProvider } from './preferences.tsx'
import { Questions } from './questions.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { TaskDrawer } from './task-drawer.tsx'
import { UnsavedHost } from './unsaved.tsx'

/** A full load, so that nothing of the ended session stays in memory. */
function toSignIn() {
  const { pathname, search } = window.location
  window.location.assign(paths.signIn(`${pathname}${search}`))
}

/**
 * Everything around the pages of somebody signed in. The page's clock is made here, once.
 * There is no Suspense in it: a part that comes to life after the others would find answers that the server's HTML
 * did not have, and be drawn anew.
 */
export function ConsoleRoot({
  theme,
  narrowRail,
  children,
}: {
  theme: Theme
  narrowRail: boolean
  children: ReactNode
}) {
  return (
    <Base theme={theme} narrowRail={narrowRail}>
      <Shortcuts>
        <ConfirmHost>
          <UnsavedHost>
            <PaletteHost>
              <Frame>{children}</Frame>
              <TaskDrawer />
              <Questions />
            </PaletteHost>
          </UnsavedHost>
        </ConfirmHost>
      </Shortcuts>
    </Base>
  )
}

/** Around a page in a window of its own: nothing is drawn beside it, and its keys are all for what is in it. */
export const WindowRoot = ({ theme, children }: { theme: Theme; children: ReactNode }) => (
  <Base theme={theme} narrowRail>
    <ConfirmHost>{children}</ConfirmHost>
    <Questions />
  </Base>
)

function Base({
  theme,
  narrowRail,
  children,
}: {
  theme: Theme
  narrowRail: boolean
  children: ReactNode
}) {
  const [ticker] = useState(() => new Ticker(Date.now))
  return (
    <PreferencesProvider theme={theme} narrowRail={narrowRail}>
      <Ticking ticker={ticker}>
        <ToastProvider>
          <WithData ticker={ticker}>{children}</WithData>
        </ToastProvider>
      </Ticking>
      <TipLayer />
    </PreferencesProvider>
  )
}

function WithData({ ticker, children }: { ticker: Ticker; children: ReactNode }) {
  const tell = useToast()
  return (
    <DataProvider
      ticker={ticker}
      report={(error) => tell({ tone: 'bad', says: sentenceOf(error), detail: error.detail })}
      onSignedOut={toSignIn}
    >
      {children}
    </DataProvider>
  )
}
