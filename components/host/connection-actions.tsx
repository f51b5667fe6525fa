'use client'

import { useMutation } from '@tanstack/react-query'
import {
  ArchiveRestore,
  Ellipsis,
  PencilLine,
  Plug,
  PlugZap,
  Plus,
  Tags,
  Trash2,
} from 'lucide-react'
import { useRouter } from 'next/navigation'
import { connectionName } from '@/lib/client/connection-name.ts'
import { needsYou } from '@/lib/client/connection-words.ts'
import type { ConnectionRow } from '@/lib/contract/live.ts'
import { paths } from '@/lib/paths.ts'
import { useAnswers } from '@/components/data/services.ts'
import { useHostChange } from '@/components/data/use-change.ts'
import { useWhyMayNot } from '@/components/data/use-may.ts'
import { useConfirm } from '@/components/shell/confirm-host.tsx'
import { ReopenButton } from '@/components/shell/reopen-button.tsx'
import { useParam } from '@/components/shell/use-param.ts'
import { Button, ButtonLink } from '@/components/ui/button.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Menu } from '@/components/ui/menu.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { RestoreDialog } from './restore-dialog.tsx'
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
  const [dialog, setDialog] = useParam('dialog')
  const { whyNot: whyNotMake } = useHostChange(id)
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
            label: 'Restore a machine…',
            icon: ArchiveRestore,
            whyNot: whyNotMake('restore'),
            onSelect: () => setDialog('restore'),
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
      {state.phase === 'open' && <NewMachineButton id={id} />}
      {dialog === 'name' && <RenameDialog row={row} onClose={() => setDialog(null)} />}
      {dialog === 'tags' && <TagsDialog row={row} onClose={() => setDialog(null)} />}
      {dialog === 'restore' && <RestoreDialog row={row} onClose={() => setDialog(null)} />}
    </>
  )
}

/** The way to where a machine is made; a button that says why not where none can be. */
function NewMachineButton({ id }: { id: string }) {
  const { whyNot } = useHostChange(id)
  const whyNone = whyNot('define') === null ? null : whyNot('create')
  return whyNone === null ? (
    <ButtonLink tone="main" icon={Plus} href={paths.newMachine(id)}>
      New machine
    </ButtonLink>
  ) : (
    <Button tone="main" icon={Plus} whyNot={whyNone}>
      New machine
    </Button>
  )
}
