'use client'

import { hostPathRules, whyNotText } from '@/lib/libvirt/text-rules.ts'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'

/** A file on the machine's host, by its whole path. */
export const HostPathField = ({
  path,
  placeholder,
  onChange,
}: {
  path: string
  placeholder: string
  onChange: (path: string) => void
}) => (
  <Field
    label="File"
    help="On the machine’s host, from “/” on. A file of that name that is there already is overwritten."
    error={path === '' ? null : whyNotText(path, hostPathRules)}
    stacked
  >
    {(control) => (
      <Input
        {...control}
        code
        data-autofocus
        value={path}
        placeholder={placeholder}
        spellCheck={false}
        autoCapitalize="off"
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
)
