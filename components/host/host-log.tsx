'use client'

import { useQuery } from '@tanstack/react-query'
import { FileX, RotateCw, ScrollText, SearchX } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { inBlocks, logLines } from '@/lib/client/log-lines.ts'
import { asApiError, sentenceOf } from '@/lib/client/request-failed.ts'
import { formatCount } from '@/lib/format.ts'
import type { HostLog as Whose } from '@/lib/libvirt/abilities.ts'
import { useAnswers } from '@/components/data/services.ts'
import { lacksOf } from '@/components/data/use-change.ts'
import { useConnection } from '@/components/data/use-connections.ts'
import { useWhyMayNot } from '@/components/data/use-may.ts'
import { useParam } from '@/components/shell/use-param.ts'
import { Banner } from '@/components/ui/banner.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { CopyButton } from '@/components/ui/copy-button.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { FailedState } from '@/components/ui/failed-state.tsx'
import { LogView } from '@/components/ui/log-view.tsx'
import { SearchBox } from '@/components/ui/search-box.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'

const sides = [
  { value: 'daemon', label: 'Daemon' },
  { value: 'hypervisor', label: 'Hypervisor' },
] as const

/** Between two looks at a log that is followed. */
const followEvery = 3_000
const blockLines = 100

/** What a host's daemon, or the hypervisor below it, has written down: the end of it. */
export function HostLog({ connection }: { connection: string }) {
  const row = useConnection(connection)
  const whyNot = useWhyMayNot('administer', connection)
  if (!row) return null
  if (whyNot !== null) return <EmptyState icon={FileX} title="Not for everybody" says={whyNot} />
  if (lacksOf(row).includes('log')) {
    return (
      <EmptyState
        icon={FileX}
        title="No log to be read from here"
        says="This hypervisor does not show its logs to those who connect to it."
      />
    )
  }
  return <Log connection={connection} open={row.state.phase === 'open'} />
}

function Log({ connection, open }: { connection: string; open: boolean }) {
  const [asked, setOf] = useParam('of')
  const of: Whose = asked === 'hypervisor' ? 'hypervisor' : 'daemon'
  const [filter, setFilter] = useState('')
  const [follows, setFollows] = useState(true)
  const { data, error, refetch, isFetching } = useQuery(
    useAnswers().connections.log.queryOptions({
      input: { connection, of },
      enabled: open,
      refetchInterval: follows ? followEvery : false,
    }),
  )
  const wanted = useDeferredValue(filter)
  const { found, all } = useMemo(() => logLines(data?.text ?? '', wanted), [data, wanted])
  const blocks = useMemo(() => inBlocks(found, blockLines), [found])
  return (
    <div className="flex min-h-60 flex-1 flex-col">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4.5 py-2.5 max-desk:px-2.5">
        <Segmented
          label="Whose log"
          options={sides}
          value={of}
          onChange={(side) => setOf(side === 'daemon' ? null : side)}
        />
        <SearchBox
          label="Search the log"
          placeholder="Lines with these words…"
          value={filter}
          onChange={setFilter}
          className="min-w-40 flex-1"
        />
        <span role="status" className="num text-small whitespace-nowrap text-muted">
          {formatCount(found.length)} of {formatCount(all)} lines
        </span>
        <Checkbox label="Follow" checked={follows} onChange={setFollows} />
        <Button
          icon={RotateCw}
          whyNot={isFetching ? 'It is being read.' : null}
          onClick={() => void refetch()}
        >
          Refresh
        </Button>
        {data && <CopyButton text={found.join('\n')} tip="The lines that are shown" />}
      </div>
      {data?.whole === false && (
        <Banner tone="off" says="It is longer than that: this is its end, the last 1 MiB." />
      )}
      {error !== null && data !== undefined && (
        <Banner tone="bad" says={`What came since is not here. ${sentenceOf(asApiError(error))}`} />
      )}
      <Content
        of={of}
        text={data?.text}
        failed={error}
        none={found.length === 0}
        onRetry={() => void refetch()}
        onClear={() => setFilter('')}
        blocks={blocks}
      />
    </div>
  )
}

function Content({
  of,
  text,
  failed,
  none,
  blocks,
  onRetry,
  onClear,
}: {
  of: Whose
  text: string | undefined
  failed: Error | null
  /** No line has what is looked for. */
  none: boolean
  blocks: readonly string[]
  onRetry: () => void
  onClear: () => void
}) {
  if (text === undefined) {
    if (failed === null) return <LogSkeleton />
    const error = asApiError(failed)
    return (
      <FailedState
        title="The log did not come"
        says={sentenceOf(error)}
        detail={error.detail}
        onRetry={onRetry}
      />
    )
  }
  if (text === '') return <EmptyState icon={ScrollText} title="The log is empty" />
  if (none) {
    return (
      <EmptyState icon={SearchX} title="No line matches">
        <Button onClick={onClear}>Clear search</Button>
      </EmptyState>
    )
  }
  return (
    <LogView
      key={of}
      label="Log"
      blocks={blocks}
      blockLines={blockLines}
      className="min-h-0 flex-1 bg-panel"
    />
  )
}

const widths = ['w-96', 'w-80', 'w-72', 'w-96', 'w-64', 'w-80', 'w-72', 'w-96']

const LogSkeleton = () => (
  <div aria-busy="true" role="status" aria-label="Loading" className="grid gap-1.5 p-4.5">
    {widths.map((width, index) => (
      <Skeleton key={width + String(index)} className={`h-3 max-w-full ${width}`} />
    ))}
  </div>
)
