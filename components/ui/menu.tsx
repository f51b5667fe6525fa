'use client'

import {
  cloneElement,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  useState,
} from 'react'
import type { MenuEntry } from './menu-entry.ts'
import { MenuPanel, type OpenMenu } from './menu-panel.tsx'

interface TriggerProps {
  'aria-haspopup'?: 'menu'
  'aria-expanded'?: boolean
  onClick?: (event: MouseEvent<HTMLElement>) => void
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void
}

/** The key that a menu is opened with is also its first move: Down to the first row, Up to the last. */
const openers = ['ArrowDown', 'ArrowUp']

/** A menu under its trigger: a button of the kit, or anything that hands its props on to one. */
export function Menu({
  trigger,
  entries,
  align = 'end',
  label,
}: {
  trigger: ReactElement<TriggerProps>
  entries: readonly MenuEntry[]
  align?: 'start' | 'end'
  /** Names the menu when its trigger's own name does not. */
  label?: string
}) {
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  const open = (button: HTMLElement, key: string | null) =>
    setMenu({ anchor: button.getBoundingClientRect(), back: button, trigger: button, key })

  return (
    <>
      {cloneElement(trigger, {
        'aria-haspopup': 'menu',
        'aria-expanded': menu !== null,
        onClick: (event) => {
          // pressed by a key, a click has no detail: then the focus goes straight to the first row
          if (menu === null) open(event.currentTarget, event.detail === 0 ? 'Home' : null)
          else setMenu(null)
        },
        onKeyDown: (event) => {
          const barred = event.currentTarget.getAttribute('aria-disabled') === 'true'
          if (barred || !openers.includes(event.key)) return
          event.preventDefault()
          open(event.currentTarget, event.key)
        },
      })}
      {menu && (
        <MenuPanel
          menu={menu}
          entries={entries}
          label={label}
          align={align}
          onClose={() => setMenu(null)}
        />
      )}
    </>
  )
}
