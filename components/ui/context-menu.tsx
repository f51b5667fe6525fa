'use client'

import * as Radix from 'radix-ui/context-menu'
import type { ReactElement } from 'react'
import { useLayer } from './layer.tsx'
import type { MenuEntry } from './menu-entry.ts'
import { menuLook } from './menu-look.ts'
import { MenuRows } from './menu-rows.tsx'

/**
 * The menu under the pointer (right-click, long press, or the menu key). `entries` is asked when it opens, so that
 * one menu around a whole table can speak of the row beneath it.
 */
export function ContextMenu({
  children,
  entries,
  label,
  onOpenChange,
}: {
  children: ReactElement
  entries: readonly MenuEntry[]
  label: string
  onOpenChange?: ((open: boolean) => void) | undefined
}) {
  const layer = useLayer()
  return (
    <Radix.Root modal={false} {...(onOpenChange && { onOpenChange })}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal container={layer}>
        <Radix.Content collisionPadding={8} aria-label={label} className={menuLook.panel}>
          <MenuRows entries={entries} parts={Radix} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
