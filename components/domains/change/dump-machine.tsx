'use client'

import { useState } from 'react'
import { problemOf } from '@/lib/client/request-failed.ts'
import { hostPathRules, whyNotText } from '@/lib/libvirt/text-rules.ts'
import { useChange } from '@/components/data/use-change.ts'
import { ChoiceList } from '@/components/ui/choice-list.tsx'
import { FormDialog } from '@/components/ui/form-dialog.tsx'
import type { ChangeProps } from './change-props.ts'
import { HostPathField } from './host-path-field.tsx'
import { useLongDeed } from './use-long-deed.ts'

const choices = [
  {
    value: 'pause',
    label: 'Pause it',
    help: 'The file shows one moment. It goes on when the file is written.',
  },
  {
    value: 'live',
    label: 'Let it run on',
    help: 'Its memory changes while it is written: the file may contradict itself.',
  },
  {
    value: 'crash',
    label: 'Crash it',
    help: 'It ends there as if it had crashed: unsaved data in it is lost.',
  },
] as const

/** Writes a machine's memory to a file of its host, to be looked into. */
export function DumpMachine({ connection, domain, onClose }: ChangeProps) {
  const { whyNot, settle } = useChange(connection.id, domain.uuid)
  const [path, setPath] = useState('')
  const [meanwhile, setMeanwhile] = useState<(typeof choices)[number]['value']>('pause')
  const { waits, problem, begin } = useLongDeed(
    `The memory of ${domain.name} is being dumped: Tasks tells how it ends.`,
    onClose,
  )
  const crash = meanwhile === 'crash'
  const asked = { path, live: meanwhile === 'live', crash }
  return (
    <FormDialog
      title={`Dump memory of ${domain.name}`}
      says="Its memory is written to the file, for a debugger such as crash or gdb. All that was in memory is in it: passwords and keys, too."
      act={crash ? 'Dump and crash' : 'Dump'}
      tone={crash ? 'danger' : 'main'}
      whyNot={whyNot('dump') ?? whyNotText(path, hostPathRules)}
      waits={waits}
      problem={problemOf(problem)}
      onSubmit={() => void begin((looking) => settle('dump', asked, looking))}
      onClose={onClose}
    >
      <HostPathField path={path} placeholder="/var/crash/machine.dump" onChange={setPath} />
      <ChoiceList
        label="While it is written"
        choices={choices}
        value={meanwhile}
        onChange={setMeanwhile}
      />
    </FormDialog>
  )
}
