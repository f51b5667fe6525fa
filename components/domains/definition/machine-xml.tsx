'use client'

import { useRouter } from 'next/navigation'
import type { DomainRow } from '@/lib/contract/live.ts'
import { isActive } from '@/lib/libvirt/domain-state.ts'
import { paths } from '@/lib/paths.ts'
import { useDomain } from '@/components/data/use-domains.ts'
import { useParam } from '@/components/shell/use-param.ts'
import { DefinitionEditor } from './definition-editor.tsx'
import { DefinitionView } from './definition-view.tsx'
import { useDraft } from './draft.tsx'
import { useKeptDefinition } from './use-kept-definition.ts'
import { XmlFailed, XmlSkeleton } from './xml-states.tsx'

/** A machine's definition, to read or to edit. */
export function MachineXml({ connection, uuid }: { connection: string; uuid: string }) {
  const domain = useDomain(connection, uuid)
  const { draft } = useDraft()
  const [edits, setEdits] = useParam('edit')
  if (!domain) return null
  return edits === 'yes' || draft !== null ? (
    <Editing connection={connection} domain={domain} onDone={() => setEdits(null)} />
  ) : (
    <DefinitionView connection={connection} domain={domain} onEdit={() => setEdits('yes')} />
  )
}

function Editing({
  connection,
  domain,
  onDone,
}: {
  connection: string
  domain: DomainRow
  onDone: () => void
}) {
  const router = useRouter()
  const [, setSide] = useParam('of')
  const { data, error, refetch } = useKeptDefinition(connection, domain.uuid)
  if (data === undefined) {
    return error === null ? (
      <XmlSkeleton />
    ) : (
      <XmlFailed error={error} onRetry={() => void refetch()} />
    )
  }
  const refresh = async () => {
    const { data: now } = await refetch({ throwOnError: true })
    return now?.xml ?? data.xml
  }
  const done = (made: string | null) => {
    onDone()
    if (made !== null && made !== domain.uuid) router.push(paths.domain(connection, made))
    else if (isActive(domain.state)) setSide('inactive')
  }
  return (
    <DefinitionEditor
      connection={connection}
      domain={domain}
      host={data.xml}
      refresh={refresh}
      onDone={done}
    />
  )
}
