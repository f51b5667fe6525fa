'use client'

import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react'
import { Confirm, type Confirmation } from '@/components/ui/confirm.tsx'

type Ask = (asks: Confirmation) => Promise<boolean>

const ConfirmContext = createContext<Ask | null>(null)

/** Asks before something is lost: resolves to what the person answers. */
export function useConfirm(): Ask {
  const ask = useContext(ConfirmContext)
  if (ask === null) throw new Error('useConfirm stands outside ConfirmHost')
  return ask
}

/** The one place where such questions come up. A new question answers an open one with no. */
export function ConfirmHost({ children }: { children: ReactNode }) {
  const [asks, setAsks] = useState<Confirmation | null>(null)
  const answer = useRef<(yes: boolean) => void>(() => undefined)

  const ask = useCallback<Ask>((next) => {
    answer.current(false)
    setAsks(next)
    return new Promise((resolve) => {
      answer.current = resolve
    })
  }, [])

  return (
    <ConfirmContext value={ask}>
      {children}
      <Confirm
        asks={asks}
        onAnswer={(yes) => {
          setAsks(null)
          answer.current(yes)
        }}
      />
    </ConfirmContext>
  )
}
