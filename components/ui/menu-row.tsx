'use client'

import { Check } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import { Kbd } from './kbd.tsx'
import type { MenuEntry } from './menu-entry.ts'
import { menuLook } from './menu-look.ts'

type Act = Extract<MenuEntry, { onSelect: () => void; kind?: 'act' }>
type CheckEntry = Extract<MenuEntry, { kind: 'check' }>

interface RowProps<Entry> {
  entry: Entry
  /** Closes the menu, gives the focus back, and then does it. */
  choose: (act: () => void) => void
}

const Reason = ({ says }: { says: string | null | undefined }) =>
  says ? <span className="col-start-2 text-tiny">{says}</span> : null

const Words = ({ mark, children }: { mark: ReactNode; children: ReactNode }) => (
  <>
    {mark || <span />}
    <span className="truncate">{children}</span>
  </>
)

function ActRow({ entry, choose }: RowProps<Act>) {
  const barred = Boolean(entry.whyNot)
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={barred || undefined}
      onClick={() => !barred && choose(entry.onSelect)}
      className={classes(menuLook.row, entry.danger && !barred && menuLook.danger)}
    >
      <Words mark={entry.icon && <Icon of={entry.icon} />}>{entry.label}</Words>
      {entry.keys ? <Kbd>{entry.keys}</Kbd> : <span />}
      <Reason says={entry.whyNot} />
    </button>
  )
}

function CheckRow({ entry }: Pick<RowProps<CheckEntry>, 'entry'>) {
  const barred = Boolean(entry.whyNot)
  return (
    <button
      type="button"
      role="menuitemcheckbox"
      aria-checked={entry.checked}
      tabIndex={-1}
      aria-disabled={barred || undefined}
      // the menu stays: several boxes are often set in one go
      onClick={() => !barred && entry.onChange(!entry.checked)}
      className={menuLook.row}
    >
      <Words mark={entry.checked && <Icon of={Check} />}>{entry.label}</Words>
      <Reason says={entry.whyNot} />
    </button>
  )
}

/** One line of a menu. Only those with the role of an item can have the focus. */
export function MenuRow({ entry, choose }: RowProps<MenuEntry>) {
  switch (entry.kind) {
    case 'line':
      return <hr className={menuLook.line} />
    case 'heading':
      return (
        <div role="presentation" className={menuLook.heading}>
          {entry.label}
        </div>
      )
    case 'link':
      return (
        <Link
          href={entry.href}
          role="menuitem"
          tabIndex={-1}
          onClick={() => choose(() => undefined)}
          className={menuLook.row}
        >
          <Words mark={entry.icon && <Icon of={entry.icon} />}>{entry.label}</Words>
        </Link>
      )
    case 'check':
      return <CheckRow entry={entry} />
    case 'choice':
      return (
        <button
          type="button"
          role="menuitemradio"
          aria-checked={entry.chosen}
          tabIndex={-1}
          onClick={() => choose(entry.onSelect)}
          className={menuLook.row}
        >
          <Words mark={entry.chosen && <Icon of={Check} />}>{entry.label}</Words>
        </button>
      )
    default:
      return <ActRow entry={entry} choose={choose} />
  }
}
