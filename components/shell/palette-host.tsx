'use client'

import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react'
import { useShortcut } from './shortcuts.tsx'

const load = () => import('./palette.tsx')
const Palette = lazy(() => load().then(({ Palette: component }) => ({ default: component })))

const PaletteContext = createContext<{ open: () => void }>({ open: () => undefined })

/** Opens the palette. */
export const usePalette = () => useContext(PaletteContext)

/** Keeps the palette out of the first load, and fetches it as soon as the page has nothing better to do. */
export function PaletteHost({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const opener = useMemo(() => ({ open: () => setOpen(true) }), [])
  useShortcut({ key: 'k', command: true, says: 'Search or jump to…' }, () => setOpen(true))
  useEffect(() => {
    const timer = setTimeout(() => void load(), 1_500)
    return () => clearTimeout(timer)
  }, [])
  return (
    <PaletteContext value={opener}>
      {children}
      {open && (
        <Suspense>
          <Palette onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </PaletteContext>
  )
}
