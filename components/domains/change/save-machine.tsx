'use client'

import { useState } from 'react'
import { problemOf } from '@/lib/client/request-failed.ts'
import { hostPathRules, whyNotText } from '@/lib/libvirt/text-rules.ts'
import { useChange } from '@/components/data/use-change.ts'
import { FormDialog } from '@/components/ui/form-dialog.tsx'
import type { ChangeProps } from './change-props.ts'
import { HostPathField } from './host-path-field.tsx'
import { useLongDeed } from './use-long-deed.ts'

/** Writes a machine's memory to a file of its host and stops it. */
export function SaveMachine({ connection, domain, onClose }: ChangeProps) {
  const { whyNot, settle } = useChange(connection.id, domain.uuid)
  const [path, setPath] = useState('')
  const { waits, problem, begin } = useLongDeed(
    `${domain.name} is being saved: Tasks tells how it ends.`,
    onClose,
  )
  return (
    <FormDialog
      title={`Save ${domain.name} to a file`}
      says="Its memory is written to the file, and it stops. Restored from there it goes on where it was, if nothing has written to its disks meanwhile."
      act="Save"
      whyNot={whyNot('save') ?? whyNotText(path, hostPathRules)}
      waits={waits}
      problem={problemOf(problem)}
      onSubmit={() => void begin((looking) => settle('save', { path }, looking))}
      onClose={onClose}
    >
      <HostPathField path={path} placeholder="/var/tmp/machine.save" onChange={setPath} />
    </FormDialog>
  )
}
