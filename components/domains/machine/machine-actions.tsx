'use client'

import type { DomainRow } from '@/lib/contract/live.ts'
import type { DomainAction } from '@/lib/libvirt/domain-state.ts'
import { actionWords } from '@/lib/libvirt/words.ts'
import { useAction } from '@/components/data/use-action.ts'
import { useConfirmedAction } from '@/components/shell/use-confirmed-action.ts'
import { Button } from '@/components/ui/button.tsx'
import { SplitButton } from '@/components/ui/split-button.tsx'
import { actionIcons } from '../action-icons.ts'

/** The ways out beside the polite one, as virt-manager has them; what loses something comes last. */
const waysOut: readonly DomainAction[] = ['reboot', 'managedSave', 'reset', 'destroy']

/** Run, Pause or Resume, Shut down and its relatives. What was asked says so until its task has ended. */
export function MachineActions({
  connection,
  domain,
}: {
  connection: string
  domain: Pick<DomainRow, 'uuid' | 'name' | 'state'>
}) {
  const { asked, whyNot } = useAction(connection, domain.uuid)
  const confirmed = useConfirmedAction()
  const act = (action: DomainAction) => () =>
    void confirmed(action, [{ connection, uuid: domain.uuid, name: domain.name }])
  const why = (action: DomainAction) =>
    asked === action ? `${actionWords[action].asked}.` : whyNot(action)
  const word = (action: DomainAction) => (asked === action ? 'Asked…' : actionWords[action].label)
  const hold = domain.state === 'paused' || asked === 'resume' ? 'resume' : 'suspend'
  return (
    <>
      <Button
        tone={why('start') === null ? 'main' : 'plain'}
        icon={actionIcons.start}
        whyNot={why('start')}
        onClick={act('start')}
      >
        {word('start')}
      </Button>
      <Button
        tone={hold === 'resume' && why('resume') === null ? 'main' : 'plain'}
        icon={actionIcons[hold]}
        whyNot={why(hold)}
        onClick={act(hold)}
        className="min-w-22"
      >
        {word(hold)}
      </Button>
      <SplitButton
        label={word('shutdown')}
        icon={actionIcons.shutdown}
        whyNot={why('shutdown')}
        onPress={act('shutdown')}
        more="Other ways to stop it"
        entries={waysOut.map((action) => ({
          label: word(action),
          icon: actionIcons[action],
          danger: actionWords[action].loses !== null,
          whyNot: why(action),
          onSelect: act(action),
        }))}
      />
    </>
  )
}
