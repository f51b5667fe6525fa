'use client'

import { useCallback } from 'react'
import type { Listed } from '@/lib/client/list/listed.ts'
import { offerOf } from '@/lib/client/list/offers.ts'
import { changeWords } from '@/lib/libvirt/change-words.ts'
import type { DomainChange } from '@/lib/libvirt/changes.ts'
import { useChanges, useWhyNotChange } from '@/components/data/use-change.ts'
import { useConfirm } from '@/components/shell/confirm-host.tsx'
import type { MenuEntry } from '@/components/ui/menu-entry.ts'
import { changeEntries } from '../change/change-entries.ts'
import { changeIcons } from '../change/change-icons.ts'
import { useChangeDialog } from '../change/use-change-dialog.ts'

/** Doing to rows what needs no dialog of its own. */
function useDoing() {
  const make = useChanges()
  const confirm = useConfirm()
  return {
    autostart(rows: readonly Listed[], on: boolean) {
      for (const { connection, domain } of rows) {
        if (domain.autostart !== on) {
          void make(connection.row.id, domain.uuid, 'setAutostart', { on })
        }
      }
    },
    async forget(rows: readonly Listed[]) {
      const { label, loses } = changeWords.undefine
      if (!(await confirm({ title: `${label} ${rows.length} machines?`, loses, act: label })))
        return
      for (const { connection, domain } of rows) {
        void make(connection.row.id, domain.uuid, 'undefine', {})
      }
    },
  }
}

/** What can be done to a row, or to some together, besides their life; as a menu says it. */
export function useMoreEntries() {
  const why = useWhyNotChange()
  const { open } = useChangeDialog()
  const { autostart, forget } = useDoing()
  const whyNot = useCallback(
    (change: DomainChange, { connection, domain }: Listed) => why(change, connection.row, domain),
    [why],
  )

  const ofOne = (row: Listed): MenuEntry[] => {
    const machine = { connection: row.connection.row.id, uuid: row.domain.uuid }
    return changeEntries({
      autostart: row.domain.autostart,
      whyNot: (change) => whyNot(change, row),
      onAutostart: (on) => autostart([row], on),
      onAsk: (change) => open({ change, machine }),
    })
  }
  const ofMany = (rows: readonly Listed[]): MenuEntry[] => {
    const starting = offerOf('Autostart', rows, (row) => whyNot('setAutostart', row))
    const going = offerOf(changeWords.undefine.label, rows, (row) => whyNot('undefine', row))
    return [
      {
        kind: 'check',
        label: starting.label,
        checked: starting.able.length > 0 && starting.able.every(({ domain }) => domain.autostart),
        whyNot: starting.whyNot,
        onChange: (on) => autostart(starting.able, on),
      },
      { kind: 'line' },
      {
        label: `${going.label}…`,
        icon: changeIcons.undefine,
        danger: true,
        whyNot: going.whyNot,
        onSelect: () => void forget(going.able),
      },
    ]
  }
  return (rows: readonly Listed[]): MenuEntry[] => {
    const [first] = rows
    if (first === undefined) return []
    return rows.length === 1 ? ofOne(first) : ofMany(rows)
  }
}
