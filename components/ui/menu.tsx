'use client'

import * as DropdownMenu from 'radix-ui/dropdown-menu'
import type { ReactElement } from 'react'
import { useLayer } from './layer.tsx'
import type { MenuEntry } from './menu-entry.ts'
import { menuLook } from './menu-look.ts'
import { MenuRows } from './menu-rows.tsx'

/** A menu under its trigger, which must be a button of the kit (or anything that takes a ref and props). */
export function Menu({
  trigger,
  entries,
  align = 'end',
  label,
}: {
  trigger: ReactElement
  entries: readonly MenuEntry[]
  align?: 'start' | 'end'
  /** Names the menu when its trigger's own name does not. */
  label?: string
}) {
  const layer = useLayer()
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={layer}>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          className={menuLook.panel}
        >
          <MenuRows entries={entries} parts={DropdownMenu} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
