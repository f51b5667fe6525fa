'use client'

import { hypervisorOf, placeOf } from '@/lib/libvirt/builder.ts'
import { setPath } from '@/lib/libvirt/edit-uri.ts'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import type { Draft } from './use-draft.ts'

/** A path of one's own is shown where the list of hypervisors does not already say it. */
export function PathField({ uri, edit }: Draft) {
  const place = placeOf(uri)
  const own = place === 'xen-socket' || uri.driver === 'test' || hypervisorOf(uri) === null
  if (!own || place === 'other' || place === 'xen-http') return null
  const label = place === 'xen-socket' ? 'Socket' : uri.driver === 'test' ? 'World' : 'Path'
  return (
    <Field
      label={label}
      help={
        uri.driver === 'test'
          ? '/default is the built-in world; anything else is the file of one on this server.'
          : undefined
      }
    >
      {(control) => (
        <Input
          {...control}
          code
          value={uri.path ?? ''}
          spellCheck={false}
          onChange={(event) => edit((current) => setPath(current, event.target.value.trim()))}
        />
      )}
    </Field>
  )
}
