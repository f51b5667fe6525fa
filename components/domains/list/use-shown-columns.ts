import { useMemo } from 'react'
import { columns, columnsChosen } from '@/lib/client/list/columns.ts'
import { useStored } from '@/components/data/use-stored.ts'

const readChosen = (stored: unknown): readonly string[] | null =>
  Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : null

/** Which columns are shown: this person's choice, or of those what fits a phone. */
export function useShownColumns(narrow: boolean) {
  const [chosen, choose] = useStored('oirase.columns', readChosen)
  const wide = useMemo(() => columnsChosen(chosen), [chosen])
  const shown = useMemo(
    () => (narrow ? wide.filter((key) => columns[key].narrow !== null) : wide),
    [narrow, wide],
  )
  return { wide, shown, choose }
}
