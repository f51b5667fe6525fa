'use client'

import { useId, useMemo, useState } from 'react'
import { destinationsOf } from '@/lib/client/destinations.ts'
import { problemOf } from '@/lib/client/request-failed.ts'
import { destinationRules, whyNotText } from '@/lib/libvirt/text-rules.ts'
import { xendHypervisor } from '@/lib/libvirt/xend-hypervisor.ts'
import { useChange } from '@/components/data/use-change.ts'
import { useConnections } from '@/components/data/use-connections.ts'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Field } from '@/components/ui/field.tsx'
import { FormDialog } from '@/components/ui/form-dialog.tsx'
import { Input } from '@/components/ui/input.tsx'
import type { ChangeProps } from './change-props.ts'
import { useLongDeed } from './use-long-deed.ts'

const toXend = {
  placeholder: 'host',
  help: 'Another xend’s host, by the name that this host knows it by; with a port where its relocation server has another than 8002: host:8012. The memory goes there unencrypted.',
}
const toLibvirt = {
  placeholder: 'qemu+ssh://root@host/system',
  help: 'The libvirt URI of the other host as this host sees it: it connects there by itself, with its own keys and certificates.',
}

/** Moves a machine to another host. */
export function MigrateMachine({ connection, domain, onClose }: ChangeProps) {
  const { whyNot, settle } = useChange(connection.id, domain.uuid)
  const rows = useConnections()
  const [text, setText] = useState('')
  const [live, setLive] = useState(true)
  const { waits, problem, begin } = useLongDeed(
    `${domain.name} is on its way: Tasks tells how it ends.`,
    onClose,
  )
  const offered = useMemo(() => destinationsOf(connection, rows ?? []), [connection, rows])
  const list = useId()
  const { state } = connection
  const isXend = state.phase === 'open' && state.hypervisor === xendHypervisor
  const { placeholder, help } = isXend ? toXend : toLibvirt
  const destination = text.trim()
  const wrong = whyNotText(destination, destinationRules)
  return (
    <FormDialog
      title={`Migrate ${domain.name}`}
      says="It moves to the other host with its definition, which this one then forgets. Its disks do not move: both hosts must reach them by the same paths."
      act="Migrate"
      whyNot={whyNot('migrate') ?? wrong}
      waits={waits}
      problem={problemOf(problem)}
      onSubmit={() => void begin((looking) => settle('migrate', { destination, live }, looking))}
      onClose={onClose}
    >
      <Field label="To" help={help} error={text === '' ? null : wrong} stacked>
        {(control) => (
          <Input
            {...control}
            code
            data-autofocus
            list={list}
            value={text}
            placeholder={placeholder}
            spellCheck={false}
            autoCapitalize="off"
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <datalist id={list}>
        {offered.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <Checkbox
        label="Live"
        help="It runs on while its memory is copied. Otherwise it is paused until it has arrived."
        checked={live}
        onChange={setLive}
      />
    </FormDialog>
  )
}
