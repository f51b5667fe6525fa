'use client'

import { useQuery } from '@tanstack/react-query'
import { FilePenLine } from 'lucide-react'
import { useMemo } from 'react'
import type { DomainRow } from '@/lib/contract/live.ts'
import { tokenizeXml } from '@/lib/xml/tokens.ts'
import { useAnswers } from '@/components/data/services.ts'
import { useHostChange } from '@/components/data/use-change.ts'
import { useParam } from '@/components/shell/use-param.ts'
import { Button } from '@/components/ui/button.tsx'
import { CodeView } from '@/components/ui/code-view.tsx'
import { CopyButton } from '@/components/ui/copy-button.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import { useAgain } from '../hardware/use-again.ts'
import { XmlFailed, XmlSkeleton } from './xml-states.tsx'

const sides = [
  { value: 'live', label: 'As it runs now' },
  { value: 'inactive', label: 'After its next start' },
] as const

/** The definition, as the host has it: what runs, or what will run next. */
export function DefinitionView({
  connection,
  domain: { uuid },
  onEdit,
}: {
  connection: string
  domain: DomainRow
  onEdit: () => void
}) {
  const [of, setOf] = useParam('of')
  const inactive = of === 'inactive'
  const { whyNot } = useHostChange(connection)
  const { data, error, refetch } = useQuery(
    useAnswers().domains.xml.queryOptions({
      input: { connection, domain: uuid, inactive: inactive ? 'true' : 'false' },
    }),
  )
  useAgain(connection, uuid, () => void refetch())
  const tokens = useMemo(() => (data === undefined ? null : tokenizeXml(data.xml)), [data])
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-wrap items-center gap-2 px-4.5 py-2.5 max-desk:px-2.5">
        <Segmented
          label="Which definition"
          options={sides}
          value={inactive ? 'inactive' : 'live'}
          onChange={(side) => setOf(side === 'live' ? null : side)}
        />
        <span className="flex-1" />
        {data && (
          <CopyButton text={data.xml} label="Copy XML" tip="The definition as it is shown" />
        )}
        <Button icon={FilePenLine} whyNot={whyNot('define')} onClick={onEdit}>
          Edit
        </Button>
      </div>
      <div className="flex min-h-0 flex-1 flex-col border-t border-line bg-panel">
        {error !== null && data === undefined ? (
          <XmlFailed error={error} onRetry={() => void refetch()} />
        ) : tokens === null ? (
          <XmlSkeleton />
        ) : (
          <CodeView label="XML" tokens={tokens} className="min-h-0 flex-1" />
        )}
      </div>
    </div>
  )
}
