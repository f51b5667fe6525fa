'use client'

import {
  type ComponentType,
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react'
import { useShortcut } from './shortcuts.tsx'

const PaletteContext = createContext<{ open: () => void }>({ open: () => undefined })

/** Opens the palette. */
export const usePalette = () => useContext(PaletteContext)

/** Long enough after the page's own code not to compete with it. */
const patience = 1_200

/**
 * The palette's code, fetched once the page has nothing better to do. Not by React.lazy: that would hold the first
 * opening back behind a fallback, for longer than the palette itself takes.
 */
function usePaletteCode(wanted: boolean) {
  const [code, setCode] = useState<{ Palette: ComponentType<{ onClose: () => void }> } | null>(null)
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
  const opener = useMemo(() => ({ open: () => setOpen(true) }), [])
  useShortcut({ key: 'k', command: true, says: 'Search or jump to…' }, () => setOpen(true))
  return (
    <PaletteContext value={opener}>
      {children}
      {open && code && <code.Palette onClose={() => setOpen(false)} />}
    </PaletteContext>
  )
}
