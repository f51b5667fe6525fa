import { type GuestKind, kindLabel } from '@/lib/xml/guest-kinds.ts'
import { Field } from '@/components/ui/field.tsx'
import { Select } from '@/components/ui/select.tsx'

/** What kind of guest to begin with, of those that a host runs. */
export function KindSelect({
  kinds,
  kind,
  onChange,
}: {
  kinds: readonly GuestKind[]
  kind: GuestKind | undefined
  onChange: (kind: GuestKind) => void
}) {
  if (kind === undefined) return null
  return (
    <Field label="Begin with">
      {(control) => (
        <Select
          {...control}
          options={kinds.map((one, index) => ({ value: String(index), label: kindLabel(one) }))}
          value={String(kinds.indexOf(kind))}
          onChange={(index) => {
            const picked = kinds[Number(index)]
            if (picked !== undefined) onChange(picked)
          }}
        />
      )}
    </Field>
  )
}
