'use client'

import {
  type ComponentType,
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { EarlyKeys } from '@/lib/client/early-keys.ts'
import { useShortcut } from './shortcuts.tsx'

const PaletteContext = createContext<{ open: () => void }>({ open: () => undefined })

interface PaletteProps {
  /** What was typed before it was there; asked when it takes the keyboard. */
  early: () => string
  onClose: () => void
}

/** Opens the palette. */
export const usePalette = () => useContext(PaletteContext)

/** Long enough after the page's own code not to compete with it. */
const patience = 1_200

/**
 * The palette's code, fetched once the page has nothing better to do. Not by React.lazy: that would hold the first
 * opening back behind a fallback, for longer than the palette itself takes.
 */
function usePaletteCode(wanted: boolean) {
  const [code, setCode] = useState<{ Palette: ComponentType<PaletteProps> } | null>(null)
  useEffect(() => {
    if (code !== null) return
    const timer = setTimeout(
      () => void import('./palette.tsx').then(setCode),
      wanted ? 0 : patience,
    )
    return () => clearTimeout(timer)
  }, [code, wanted])
  return code
}

/** Keeps the palette at hand for every page. */
export function PaletteHost({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const code = usePaletteCode(open)
  const early = useRef<EarlyKeys | null>(null)
  useEffect(() => {
    if (!open) return
    return () => void early.current?.take()
  }, [open])
  const opener = useMemo(
    () => ({
      open: () => {
        early.current ??= new EarlyKeys(window)
        early.current.keep()
        setOpen(true)
      },
    }),
    [],
  )
  useShortcut({ key: 'k', command: true, says: 'Search or jump to…' }, () => {
    if (!open) opener.open()
  })
  return (
    <PaletteContext value={opener}>
      {children}
      {open && code && (
        <code.Palette early={() => early.current?.take() ?? ''} onClose={() => setOpen(false)} />
      )}
    </PaletteContext>
  )
}
