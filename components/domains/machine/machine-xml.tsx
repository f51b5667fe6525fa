'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { asApiError, sentenceOf } from '@/lib/client/request-failed.ts'
import { tokenizeXml } from '@/lib/xml/tokens.ts'
import { useAnswers } from '@/components/data/services.ts'
import { useDomain } from '@/components/data/use-domains.ts'
import { useParam } from '@/components/shell/use-param.ts'
import { CodeView } from '@/components/ui/code-view.tsx'
import { CopyButton } from '@/components/ui/copy-button.tsx'
import { FailedState } from '@/components/ui/failed-state.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'

const sides = [
  { value: 'live', label: 'As it runs now' },
  { value: 'inactive', label: 'After its next start' },
] as const

/** The definition, as the host has it: what runs, or what will run next. */
export function MachineXml({ connection, uuid }: { connection: string; uuid: string }) {
  const domain = useDomain(connection, uuid)
  const [of, setOf] = useParam('of')
  const inactive = of === 'inactive'
  const answer = useQuery(
    useAnswers().domains.xml.queryOptions({
      input: { connection, domain: uuid, inactive: inactive ? 'true' : 'false' },
      enabled: Boolean(domain),
    }),
  )
  const { data, error, refetch } = answer
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row means that the definition may be another
  useEffect(() => void refetch(), [domain, refetch])
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
        {data && <CopyButton text={data.xml} label="Copy XML" />}
      </div>
      <div className="flex min-h-0 flex-1 flex-col border-t border-line bg-panel">
        {error !== null && data === undefined ? (
          <FailedState
            title="The definition did not come"
            says={sentenceOf(asApiError(error))}
            detail={asApiError(error).detail}
            onRetry={() => void refetch()}
          />
        ) : tokens === null ? (
          <XmlSkeleton />
        ) : (
          <CodeView label="XML" tokens={tokens} className="min-h-0 flex-1" />
        )}
      </div>
    </div>
  )
}

const widths = ['w-40', 'w-64', 'w-72', 'w-56', 'w-32', 'w-80', 'w-60', 'w-44', 'w-72', 'w-36']

const XmlSkeleton = () => (
  <div aria-busy="true" role="status" aria-label="Loading" className="grid gap-2 p-4 ps-16">
    {widths.map((width, index) => (
      <Skeleton key={width + String(index)} className={`h-3 ${width}`} />
    ))}
  </div>
)
