'use client'

import { Check, Dot } from 'lucide-react'
import Link from 'next/link'
import type { ContextMenu, DropdownMenu } from 'radix-ui'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import { Kbd } from './kbd.tsx'
import type { MenuEntry } from './menu-entry.ts'
import { menuLook } from './menu-look.ts'

/** The parts that both kinds of Radix menu have in common. */
export type MenuParts = Pick<
  typeof DropdownMenu | typeof ContextMenu,
  'Item' | 'CheckboxItem' | 'Label' | 'Separator'
>

type Act = Extract<MenuEntry, { onSelect: () => void; kind?: 'act' }>

function ActRow({ entry, parts: { Item } }: { entry: Act; parts: MenuParts }) {
  const barred = Boolean(entry.whyNot)
  return (
    // aria-disabled instead of Radix's `disabled`, which would take the row, and its reason, out of the arrow keys' way
    <Item
      aria-disabled={barred || undefined}
      onSelect={(event) => (barred ? event.preventDefault() : entry.onSelect())}
      className={classes(menuLook.row, entry.danger && !barred && menuLook.danger)}
    >
      {entry.icon ? <Icon of={entry.icon} /> : <span />}
      <span className={classes('truncate', barred && 'text-faint')}>{entry.label}</span>
      {entry.keys ? <Kbd>{entry.keys}</Kbd> : <span />}
      {barred && <span className="col-start-2 text-tiny text-muted">{entry.whyNot}</span>}
    </Item>
  )
}

function MenuRow({ entry, parts }: { entry: MenuEntry; parts: MenuParts }) {
  const { Item, CheckboxItem, Label, Separator } = parts
  switch (entry.kind) {
    case 'line':
      return <Separator className={menuLook.line} />
    case 'heading':
      return <Label className={menuLook.heading}>{entry.label}</Label>
    case 'link':
      return (
        <Item asChild className={menuLook.row}>
          <Link href={entry.href}>
            {entry.icon ? <Icon of={entry.icon} /> : <span />}
            <span className="truncate">{entry.label}</span>
          </Link>
        </Item>
      )
    case 'check':
      return (
        <CheckboxItem
          checked={entry.checked}
          onCheckedChange={entry.onChange}
          // several boxes are often set in one go
          onSelect={(event) => event.preventDefault()}
          className={menuLook.row}
        >
          {entry.checked ? <Icon of={Check} /> : <span />}
          <span className="truncate">{entry.label}</span>
        </CheckboxItem>
      )
    case 'choice':
      return (
        <CheckboxItem checked={entry.chosen} onSelect={entry.onSelect} className={menuLook.row}>
          {entry.chosen ? <Icon of={Dot} /> : <span />}
          <span className="truncate">{entry.label}</span>
        </CheckboxItem>
      )
    default:
      return <ActRow entry={entry} parts={parts} />
  }
}

const keyOf = (entry: MenuEntry, index: number) =>
  entry.kind === 'line' ? `line ${index}` : `${entry.kind ?? 'act'} ${entry.label}`

export function MenuRows({ entries, parts }: { entries: readonly MenuEntry[]; parts: MenuParts }) {
  return entries.map((entry, index) => (
    <MenuRow key={keyOf(entry, index)} entry={entry} parts={parts} />
  ))
}
