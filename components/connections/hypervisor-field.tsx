'use client'

import { hypervisorOf, hypervisors, setHypervisor } from '@/lib/libvirt/builder.ts'
import { Field } from '@/components/ui/field.tsx'
import { Select } from '@/components/ui/select.tsx'
import type { Draft } from './use-draft.ts'

const otherHypervisor = 'other'

/** Which hypervisor, and which of its daemons. */
export function HypervisorField({ uri, edit }: Draft) {
  const chosen = hypervisorOf(uri)
  const listed = hypervisors.map((each) => ({
    value: `${each.driver}:${each.path}`,
    label: each.label,
  }))
  const value = chosen === null ? otherHypervisor : `${chosen.driver}:${chosen.path}`
  const options =
    chosen === null ? [{ value: otherHypervisor, label: 'As in the URI' }, ...listed] : listed
  return (
    <Field label="Hypervisor">
      {(control) => (
        <Select
          {...control}
          className="w-full"
          options={options}
          value={value}
          onChange={(picked) => {
            const found = hypervisors.find((each) => `${each.driver}:${each.path}` === picked)
            if (found !== undefined) edit((current) => setHypervisor(current, found))
          }}
        />
      )}
    </Field>
  )
}
