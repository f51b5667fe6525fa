'use client'

import { X } from 'lucide-react'
import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from 'react'
import { Details } from './details.tsx'
import { IconButton } from './icon-button.tsx'
import type { Tone } from './tone.ts'
import { toneText } from './tone.ts'
import { ToneMark } from './tone-mark.tsx'

export interface Toast {
  tone: Tone
  says: string
  detail?: string | null | undefined
}

type Shown = Toast & { id: number }

/** At most this many at once: the oldest gives way. */
const most = 4
const stay = 6_000

const ToastContext = createContext<((toast: Toast) => void) | null>(null)

/** Tells something once, in a corner, politely. What went wrong stays until it is closed; the rest leaves by itself. */
export function useToast(): (toast: Toast) => void {
  const tell = useContext(ToastContext)
  if (tell === null) throw new Error('useToast stands outside ToastProvider')
  return tell
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([])
  const next = useRef(0)
  const close = (id: number) => setShown((toasts) => toasts.filter((toast) => toast.id !== id))

  const tell = useMemo(
    () => (toast: Toast) => {
      const id = next.current++
      setShown((toasts) => [...toasts.slice(1 - most), { ...toast, id }])
      if (toast.tone !== 'bad') {
        setTimeout(() => setShown((toasts) => toasts.filter((other) => other.id !== id)), stay)
      }
    },
    [],
  )

  return (
    <ToastContext value={tell}>
      {children}
      <section
        aria-label="Messages"
        aria-live="polite"
        className="pointer-events-none fixed right-3 bottom-3 z-50 grid w-95 max-w-[calc(100vw-1.5rem)] gap-2"
      >
        {shown.map((toast) => (
          <ToastCard key={toast.id} toast={toast} onClose={() => close(toast.id)} />
        ))}
      </section>
    </ToastContext>
  )
}

const ToastCard = ({ toast, onClose }: { toast: Toast; onClose: () => void }) => (
  <div className="pointer-events-auto flex animate-appear items-start gap-2 rounded-lg bg-raised py-2 pr-1.5 pl-3 shadow-float">
    <span className={`mt-1.5 ${toneText[toast.tone]}`}>
      <ToneMark tone={toast.tone} />
    </span>
    <div className="min-w-0 flex-1 py-0.5">
      {toast.says}
      <Details text={toast.detail ?? null} />
    </div>
    <IconButton label="Close message" icon={X} small onClick={onClose} />
  </div>
)
