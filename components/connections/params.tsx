'use client'

import { paramsOffered } from '@/lib/libvirt/builder.ts'
import { setParam } from '@/lib/libvirt/edit-uri.ts'
import { uriParam } from '@/lib/libvirt/uri.ts'
import { type ParamRow, readFlag, remoteParamOf } from '@/lib/libvirt/uri-params.ts'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Select } from '@/components/ui/select.tsx'
import { HelpLink } from './help-link.tsx'
import type { Draft } from './use-draft.ts'

function Param({ name, row, draft }: { name: string; row: ParamRow; draft: Draft }) {
  const value = uriParam(draft.uri, name)
  const set = (next: string | null) => draft.edit((uri) => setParam(uri, name, next))
  if (row.kind === 'flag') {
    return (
      <Checkbox
        label={name}
        help={row.help}
        checked={value !== null && readFlag(value) === true}
        onChange={(checked) => set(checked ? '1' : null)}
      />
    )
  }
  return (
    <Field label={name} help={row.help}>
      {(control) =>
        row.kind === 'choice' && row.choices !== null ? (
          <Select
            {...control}
            className="w-full"
            value={value ?? ''}
            options={[
              { value: '', label: `Default: ${row.fallback}` },
              ...row.choices.map((choice) => ({ value: choice, label: choice })),
            ]}
            onChange={(choice) => set(choice === '' ? null : choice)}
          />
        ) : (
          <Input
            {...control}
            code
            value={value ?? ''}
            placeholder={row.fallback}
            spellCheck={false}
            autoCapitalize="off"
            onChange={(event) => set(event.target.value === '' ? null : event.target.value)}
          />
        )
      }
    </Field>
  )
}

/** Every parameter that belongs to the chosen way, folded; and those that the form has no field for, as they are. */
export function Params({ draft }: { draft: Draft }) {
  const { uri, plan } = draft
  const offered = paramsOffered(uri, plan)
  const names = offered.map(([name]) => name)
  const given = names.filter((name) => uriParam(uri, name) !== null)
  const foreign = uri.params.filter(([name]) => {
    const known = remoteParamOf(name) ?? name.toLowerCase()
    return !names.includes(known)
  })
  if (names.length === 0 && foreign.length === 0) return null
  const summary = given.length === 0 ? 'all as usual' : given.join(', ')
  return (
    <details className="min-w-0 border-t border-line pt-2">
      <summary className="w-fit rounded-sm">
        More <span className="text-muted">· {summary}</span>
      </summary>
      <div className="mt-2 grid gap-2.5">
        {offered.map(([name, row]) => (
          <Param key={name} name={name} row={row} draft={draft} />
        ))}
        {foreign.length > 0 && (
          <p className="text-small text-muted">
            Kept as they are, for the far side:{' '}
            <span className="mono">{foreign.map(([name]) => name).join(', ')}</span>
          </p>
        )}
        <p className="text-small">
          <HelpLink about="section-params">All parameters, with examples</HelpLink>
        </p>
      </div>
    </details>
  )
}
