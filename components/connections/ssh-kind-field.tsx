'use client'

import { setSshKind, sshKindOf } from '@/lib/libvirt/builder.ts'
import { sshTransports, transports } from '@/lib/libvirt/transports.ts'
import { Field } from '@/components/ui/field.tsx'
import { Select } from '@/components/ui/select.tsx'
import type { Draft } from './use-draft.ts'

const kinds = sshTransports.map((kind) => ({ value: kind, label: transports[kind].label }))

/** Which of libvirt's SSH transports: the same protocol with other defaults and other parameters. */
export function SshKindField({ uri, edit }: Draft) {
  const kind = sshKindOf(uri)
  if (kind === null) return null
  return (
    <Field label="Kind of SSH" help={transports[kind].help}>
      {(control) => (
        <Select
          {...control}
          className="w-full"
          options={kinds}
          value={kind}
          onChange={(picked) => edit((current) => setSshKind(current, picked))}
        />
      )}
    </Field>
  )
}
