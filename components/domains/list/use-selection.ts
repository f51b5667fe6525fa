import { useMemo, useState } from 'react'
import type { Listed } from '@/lib/client/list/listed.ts'
import { nothingSelected, retainShown, type Selection } from '@/lib/client/list/selection.ts'

/** What is selected, by key; rows that are no longer found are no longer selected. */
export function useSelection(found: readonly Listed[]) {
  const byKey = useMemo(() => new Map(found.map((one) => [one.key, one])), [found])
  const [held, setSelection] = useState<Selection>(nothingSelected)
  const selection = useMemo(() => retainShown(held, byKey), [held, byKey])
  const rowsOf = (keys: Iterable<string>): Listed[] =>
    [...keys].flatMap((key) => byKey.get(key) ?? [])
  return { selection, setSelection, rowsOf }
}
