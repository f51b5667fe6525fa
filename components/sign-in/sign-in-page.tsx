'use client'

import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { Mark } from '@/components/shell/mark.tsx'
import { TipLayer } from '@/components/ui/tip-layer.tsx'
import { ClaimForm } from './claim-form.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { openApi } from './use-entry.ts'

const onHash = (look: () => void) => {
  addEventListener('hashchange', look)
  return () => removeEventListener('hashchange', look)
}

/** The one-time token of the printed link. It rides in the fragment, which no server and no log ever sees. */
const useClaim = (): string | null =>
  useSyncExternalStore(
    onHash,
    () => new URLSearchParams(window.location.hash.slice(1)).get('claim'),
    () => null,
  )

/** Whether nobody can sign in yet, because there is nobody. */
function useNeedsSetup(): boolean {
  const [setup, setSetup] = useState(false)
  useEffect(() => {
    const ended = new AbortController()
    openApi.session.who(undefined, { signal: ended.signal }).then(
      (who) => setSetup(who.setup),
      // the form's own answer will say what is wrong
      () => undefined,
    )
    return () => ended.abort()
  }, [])
  return setup
}

/** The way in: by name and password, or as the first administrator by the link that the server printed. */
export function SignInPage() {
  const claim = useClaim()
  const setup = useNeedsSetup()
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-80">
        <h1 className="mb-6 flex items-center justify-center gap-2.5 text-figure font-heavy tracking-tight">
          <Mark size={30} />
          Oirase
        </h1>
        <div className="surface p-5">
          {claim === null ? <SignInForm /> : <ClaimForm token={claim} />}
        </div>
        <Below>
          {claim !== null &&
            'This makes the first administrator of this Oirase. The link works once.'}
          {claim === null &&
            setup &&
            'Nobody can sign in yet. Open the link that Oirase printed when it started: it makes the first administrator.'}
        </Below>
      </div>
      <TipLayer />
    </main>
  )
}

const Below = ({ children }: { children: ReactNode }) => (
  <p className="mt-4 min-h-10 text-center text-small text-balance text-muted">{children}</p>
)
