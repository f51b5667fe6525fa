'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { connectionName } from '@/lib/client/connection-name.ts'
import { asApiError, sentenceOf } from '@/lib/client/request-failed.ts'
import type { ConnectionRow } from '@/lib/contract/live.ts'
import { paths } from '@/lib/paths.ts'
import { readCapabilities } from '@/lib/xml/capabilities.ts'
import { type GuestKind, guessedKind, guestKinds } from '@/lib/xml/guest-kinds.ts'
import { XmlError } from '@/lib/xml/read.ts'
import { useAnswers } from '@/components/data/services.ts'
import { useConnection } from '@/components/data/use-connections.ts'
import { useDomains } from '@/components/data/use-domains.ts'
import { ConnectionBanner } from '@/components/shell/connection-banner.tsx'
import { ConnectionGone } from '@/components/shell/connection-gone.tsx'
import { ConnectionRisks } from '@/components/shell/connection-risks.tsx'
import { PageHeader } from '@/components/shell/page-header.tsx'
import { Banner } from '@/components/ui/banner.tsx'
import { NewMachineForm } from './new-machine-form.tsx'
import { XmlSkeleton } from './xml-states.tsx'

const title = 'New virtual machine'

/** A new machine on a host, from its XML. */
export function NewMachine({ connection }: { connection: string }) {
  const row = useConnection(connection)
  if (row === null) return <ConnectionGone />
  if (row === undefined) return <PageHeader title={title} />
  return (
    <>
      <PageHeader
        title={title}
        trail={[{ label: connectionName(row), href: paths.connection(connection) }]}
        beside={<ConnectionRisks row={row} />}
      />
      <ConnectionBanner row={row} />
      <Body row={row} />
    </>
  )
}

function Body({ row }: { row: ConnectionRow }) {
  const { id, state } = row
  const domains = useDomains(id)
  const { data, error } = useQuery(
    useAnswers().connections.capabilities.queryOptions({
      input: { connection: id },
      enabled: state.phase === 'open',
      staleTime: 60_000,
    }),
  )
  const kinds = useMemo(() => (data ? kindsIn(data.xml) : []), [data])
  const hypervisor = state.phase === 'open' ? state.hypervisor : null
  if (domains === null || (data === undefined && error === null)) return <XmlSkeleton />
  const known: readonly GuestKind[] =
    kinds.length > 0 || hypervisor === null ? kinds : [guessedKind(hypervisor)]
  return (
    <>
      {kinds.length === 0 && (
        <Banner
          tone="pause"
          says={`The host does not say what guests it runs: what stands here to begin with is guessed. ${error ? sentenceOf(asApiError(error)) : ''}`}
        />
      )}
      <NewMachineForm connection={id} kinds={known} domains={domains} />
    </>
  )
}

/** A host's XML is hostile until read. */
function kindsIn(capabilities: string): GuestKind[] {
  try {
    return guestKinds(readCapabilities(capabilities))
  } catch (cause) {
    if (cause instanceof XmlError) return []
    throw cause
  }
}
