'use client'

import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
} from 'react'
import { Dialog, DialogBody } from '@/components/ui/dialog.tsx'
import { CommandKey, Kbd } from '@/components/ui/kbd.tsx'

interface Shortcut {
  /** The key as `event.key` has it; with `command`, together with Ctrl (Cmd on a Mac). */
  key: string
  command?: boolean
  says: string
}

const ShortcutsContext = createContext<((shortcut: Shortcut) => () => void) | null>(null)

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** Does something on a key, and puts it on the list that `?` shows. A plain key is left to whoever is typing. */
export function useShortcut({ key, command = false, says }: Shortcut, run: () => void): void {
  const register = useContext(ShortcutsContext)
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== key || event.altKey || (event.ctrlKey || event.metaKey) !== command) return
    if (event.defaultPrevented || (!command && typing(event.target))) return
    event.preventDefault()
    run()
  })
  useEffect(() => {
    const ended = new AbortController()
    document.addEventListener('keydown', press, { signal: ended.signal })
    const end = register?.({ key, command, says })
    return () => {
      ended.abort()
      end?.()
    }
  }, [register, key, command, says])
}

/** Puts on that list what a part of the page does by itself: a key of its own, a click. */
export function useShortcutOnList({ key, says }: Omit<Shortcut, 'command'>): void {
  const register = useContext(ShortcutsContext)
  useEffect(() => register?.({ key, says }), [register, key, says])
}

/** Keeps the list of what is there, and shows it on `?`. */
export function Shortcuts({ children }: { children: ReactNode }) {
  const [known, setKnown] = useState<readonly Shortcut[]>([])
  const register = useMemo(
    () => (shortcut: Shortcut) => {
      setKnown((before) => [...before, shortcut])
      return () => setKnown((before) => before.filter((each) => each !== shortcut))
    },
    [],
  )
  return (
    <ShortcutsContext value={register}>
      {children}
      <ShortcutList known={known} />
    </ShortcutsContext>
  )
}

function ShortcutList({ known }: { known: readonly Shortcut[] }) {
  const [open, setOpen] = useState(false)
  useShortcut({ key: '?', says: 'Keyboard shortcuts' }, () => setOpen(true))
  return (
    <Dialog open={open} onOpenChange={setOpen} title="Keyboard shortcuts" className="max-w-sm">
      <DialogBody>
        <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1.5">
          {known.map(({ key, command, says }) => (
            <div key={`${key} ${says}`} className="contents">
              <dt className="justify-self-end">
                {command && (
                  <>
                    <Kbd>
                      <CommandKey />
                    </Kbd>{' '}
                  </>
                )}
                <Kbd>{key.length === 1 ? key.toUpperCase() : key}</Kbd>
              </dt>
              <dd>{says}</dd>
            </div>
          ))}
        </dl>
      </DialogBody>
    </Dialog>
  )
}
