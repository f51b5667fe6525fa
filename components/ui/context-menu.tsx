'use client'

import { cloneElement, type MouseEvent, type ReactElement, useState } from 'react'
import type { MenuEntry } from './menu-entry.ts'
import { MenuPanel, type OpenMenu } from './menu-panel.tsx'

interface ChildProps {
  onContextMenu?: (event: MouseEvent<HTMLElement>) => void
}

/** Under the pointer; for the menu key, which has no place of its own, under what has the focus. */
function anchorOf({ clientX, clientY, button, target }: MouseEvent): OpenMenu['anchor'] {
  const byKey = button !== 2 && clientX === 0 && clientY === 0
  if (byKey && target instanceof Element) return target.getBoundingClientRect()
  return { left: clientX, top: clientY, width: 0, height: 0 }
}

/**
 * The menu that comes up with a right click, a long press or the menu key. The child's own `onContextMenu` runs first,
 * so that one menu around a whole table can speak of the row beneath it; when it prevents the event, no menu comes.
 */
export function ContextMenu({
  children,
  entries,
  label,
  onOpenChange,
}: {
  children: ReactElement<ChildProps>
  entries: readonly MenuEntry[]
  label: string
  onOpenChange?: ((open: boolean) => void) | undefined
}) {
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  const change = (next: OpenMenu | null) => {
    setMenu(next)
    onOpenChange?.(next !== null)
  }
  return (
    <>
      {cloneElement(children, {
        onContextMenu: (event) => {
          children.props.onContextMenu?.(event)
          if (event.defaultPrevented) return
          event.preventDefault()
          const back = document.activeElement instanceof HTMLElement ? document.activeElement : null
          change({ anchor: anchorOf(event), back, trigger: null, key: null })
        },
      })}
      {menu && (
        <MenuPanel
          menu={menu}
          entries={entries}
          label={label}
          align="start"
          onClose={() => change(null)}
        />
      )}
    </>
  )
}
