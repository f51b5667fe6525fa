'use client'

import { useMutation } from '@tanstack/react-query'
import { Ellipsis, PencilLine, Plug, PlugZap, Tags, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { connectionName } from '@/lib/client/connection-name.ts'
import { needsYou } from '@/lib/client/connection-words.ts'
import type { ConnectionRow } from '@/lib/contract/live.ts'
import { paths } from '@/lib/paths.ts'
import { useAnswers } from '@/components/data/services.ts'
import { useWhyMayNot } from '@/components/data/use-may.ts'
import { useConfirm } from '@/components/shell/confirm-host.tsx'
import { ReopenButton } from '@/components/shell/reopen-button.tsx'
import { Button } from '@/components/ui/button.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Menu } from '@/components/ui/menu.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { TagsDialog } from './tags-dialog.tsx'

/** Forgets a connection after asking, and leaves its page. */
function useForget(row: ConnectionRow) {
  const router = useRouter()
  const confirm = useConfirm()
  const remove = useMutation(
    useAnswers().connections.remove.mutationOptions({
      onSuccess: () => router.push(paths.home()),
    }),
  )
  return async () => {
    const yes = await confirm({
      title: `Forget ${connectionName(row)}?`,
      loses:
        'Oirase disconnects and forgets its name, its tags and who may see it. Nothing on the host changes; the address stays in the history.',
      act: 'Forget',
    })
    if (yes) remove.mutate({ connection: row.id })
  }
}

/** What can be done with a connection: open or close it, and in the menu what is done seldom. */
export function ConnectionActions({ row }: { row: ConnectionRow }) {
  const { id, state, autoconnect } = row
  const [dialog, setDialog] = useState<'name' | 'tags' | null>(null)
  const answers = useAnswers()
  const whyNot = useWhyMayNot('administer', id)
  const close = useMutation(answers.connections.close.mutationOptions())
  const update = useMutation(answers.connections.update.mutationOptions())
  const forget = useForget(row)
  const off = state.phase === 'closed'
  return (
    <>
      {off || state.phase === 'lost' ? (
        <ReopenButton
          small={false}
          id={id}
          label={needsYou(state) ? 'Reopen' : off ? 'Connect' : 'Retry'}
        />
      ) : (
        <Button icon={Plug} whyNot={whyNot} onClick={() => close.mutate({ connection: id })}>
          Disconnect
        </Button>
      )}
      <Menu
        trigger={<IconButton label="More for this connection" icon={Ellipsis} tone="plain" />}
        entries={[
          { label: 'Rename…', icon: PencilLine, whyNot, onSelect: () => setDialog('name') },
          { label: 'Tags…', icon: Tags, whyNot, onSelect: () => setDialog('tags') },
          {
            label: autoconnect ? 'Do not connect at start' : 'Connect at start',
            icon: PlugZap,
            whyNot,
            onSelect: () => update.mutate({ connection: id, autoconnect: !autoconnect }),
          },
          {
            label: 'Disconnect',
            icon: Plug,
            whyNot: whyNot ?? (off ? 'It is not connected.' : null),
            onSelect: () => close.mutate({ connection: id }),
          },
          { kind: 'line' },
          {
            label: 'Forget…',
            icon: Trash2,
            danger: true,
            whyNot,
            onSelect: () => void forget(),
          },
        ]}
      />
      {dialog === 'name' && <RenameDialog row={row} onClose={() => setDialog(null)} />}
      {dialog === 'tags' && <TagsDialog row={row} onClose={() => setDialog(null)} />}
    </>
  )
}
