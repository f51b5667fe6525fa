'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { asApiError, sentenceOf } from '@/lib/client/request-failed.ts'
import { type Capabilities, readCapabilities } from '@/lib/xml/capabilities.ts'
import { XmlError } from '@/lib/xml/read.ts'
import { tokenizeXml } from '@/lib/xml/tokens.ts'
import { useAnswers } from '@/components/data/services.ts'
import { useParam } from '@/components/shell/use-param.ts'
import { CodeView } from '@/components/ui/code-view.tsx'
import { CopyButton } from '@/components/ui/copy-button.tsx'
import { FailedState } from '@/components/ui/failed-state.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { CapabilitiesTable } from './capabilities-table.tsx'

const sides = [
  { value: 'table', label: 'Table' },
  { value: 'xml', label: 'XML' },
] as const

/** A host's XML is hostile until read: what cannot be read is still shown as text. */
function readOrWhy(xml: string): { ok: true; read: Capabilities } | { ok: false; why: string } {
  try {
    return { ok: true, read: readCapabilities(xml) }
  } catch (cause) {
    if (cause instanceof XmlError) return { ok: false, why: cause.message }
    throw cause
  }
}

function Xml({ xml }: { xml: string }) {
  const tokens = useMemo(() => tokenizeXml(xml), [xml])
  return (
    <CodeView
      label="Capabilities as XML"
      tokens={tokens}
      className="max-h-140 rounded-md bg-sunk"
    />
  )
}

function Content({ xml, side }: { xml: string; side: 'table' | 'xml' }) {
  const answer = useMemo(() => readOrWhy(xml), [xml])
  if (side === 'xml') return <Xml xml={xml} />
  if (answer.ok) return <CapabilitiesTable capabilities={answer.read} />
  return (
    <>
      <p className="text-muted">It cannot be read as capabilities: {answer.why}.</p>
      <Xml xml={xml} />
    </>
  )
}

/** What the host offers to guests, to read or as it says it. */
export function CapabilitiesCard({ connection, open }: { connection: string; open: boolean }) {
  const { data, error, refetch } = useQuery(
    useAnswers().connections.capabilities.queryOptions({
      input: { connection },
      enabled: open,
      staleTime: 60_000,
    }),
  )
  const [as, setAs] = useParam('as')
  const side = as === 'xml' ? 'xml' : 'table'
  return (
    <section className="surface min-w-0 px-3.5 py-3 broad:col-span-2">
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <h2 className="text-small font-strong text-muted">Capabilities</h2>
        <span className="flex-1" />
        {data && side === 'xml' && <CopyButton text={data.xml} label="Copy XML" />}
        <Segmented
          label="Capabilities as"
          options={sides}
          value={side}
          onChange={(next) => setAs(next === 'table' ? null : next)}
        />
      </div>
      {data !== undefined ? (
        <Content xml={data.xml} side={side} />
      ) : error ? (
        <FailedState
          title="The capabilities did not come"
          says={sentenceOf(asApiError(error))}
          detail={asApiError(error).detail}
          onRetry={() => void refetch()}
        />
      ) : (
        <Skeleton className="h-40 w-full" />
      )}
    </section>
  )
}
