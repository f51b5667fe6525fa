'use client'

import { problemOf } from '@/lib/client/request-failed.ts'
import { changeWords } from '@/lib/libvirt/change-words.ts'
import { useChange } from '@/components/data/use-change.ts'
import { useSettled } from '@/components/data/use-settled.ts'
import { FormDialog } from '@/components/ui/form-dialog.tsx'
import { useToast } from '@/components/ui/toast.tsx'
import type { ChangeProps } from './change-props.ts'

/** Makes a host forget a machine: says what is lost with it, and what stays. */
export function DeleteMachine({
  connection,
  domain,
  onClose,
  onDeleted,
}: ChangeProps & { onDeleted: () => void }) {
  const change = useChange(connection.id, domain.uuid)
  const { waits, problem, settle } = useSettled()
  const tell = useToast()
  const disks = domain.details?.disks.flatMap(({ source }) => source ?? []) ?? []
  const forget = async () => {
    if (await settle((looking) => change.settle('undefine', {}, looking))) {
      tell({ tone: 'run', says: `${domain.name} is deleted.` })
      onDeleted()
    }
  }
  return (
    <FormDialog
      title={`Delete ${domain.name}?`}
      act={changeWords.undefine.label}
      tone="danger"
      careful
      whyNot={waits ? null : change.whyNot('undefine')}
      waits={waits}
      problem={problemOf(problem)}
      onSubmit={() => void forget()}
      onClose={onClose}
    >
      <p>{changeWords.undefine.loses}</p>
      {disks.length > 0 && (
        <div>
          <h3 className="text-small text-muted">Left on the host</h3>
          <ul className="max-h-40 overflow-y-auto">
            {disks.map((source) => (
              <li key={source} className="mono wrap-anywhere">
                {source}
              </li>
            ))}
          </ul>
        </div>
      )}
    </FormDialog>
  )
}
