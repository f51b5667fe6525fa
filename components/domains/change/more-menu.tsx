'use client'

import { Ellipsis } from 'lucide-react'
import type { DialogChange } from '@/lib/client/asked-change.ts'
import type { DomainRow } from '@/lib/contract/live.ts'
import { changeWords } from '@/lib/libvirt/change-words.ts'
import type { DomainChange } from '@/lib/libvirt/changes.ts'
import { useAskedChange } from '@/components/data/use-asked.ts'
import { useChange } from '@/components/data/use-change.ts'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Menu } from '@/components/ui/menu.tsx'
import { changeEntries } from './change-entries.ts'

/** Beside the buttons of a machine's life: all else that can be done to it. */
export function MoreMenu({
  connection,
  domain: { uuid, autostart },
  onAsk,
}: {
  connection: string
  domain: Pick<DomainRow, 'uuid' | 'autostart'>
  onAsk: (change: DialogChange) => void
}) {
  const change = useChange(connection, uuid)
  const asked = useAskedChange(connection, uuid)
  const whyNot = (one: DomainChange) =>
    one === asked ? `${changeWords[one].asked}.` : change.whyNot(one)
  return (
    <Menu
      trigger={<IconButton label="More for this machine" icon={Ellipsis} tone="plain" />}
      entries={changeEntries({
        autostart,
        whyNot,
        onAutostart: (on) => void change.run('setAutostart', { on }),
        onAsk,
      })}
    />
  )
}
