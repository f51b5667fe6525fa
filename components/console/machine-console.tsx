'use client'

import { useQuery } from '@tanstack/react-query'
import { MonitorOff, Play } from 'lucide-react'
import { type OfferedConsole, offeredConsoles } from '@/lib/client/console-choices.ts'
import { asApiError, sentenceOf } from '@/lib/client/request-failed.ts'
import type { DomainRow } from '@/lib/contract/live.ts'
import { isActive } from '@/lib/libvirt/domain-state.ts'
import { useAnswers } from '@/components/data/services.ts'
import { useAction } from '@/components/data/use-action.ts'
import { lacksOf } from '@/components/data/use-change.ts'
import { useConnection } from '@/components/data/use-connections.ts'
import { useDomain } from '@/components/data/use-domains.ts'
import { useMay } from '@/components/data/use-may.ts'
import { RunsElsewhere } from '@/components/shell/runs-elsewhere.tsx'
import { useParam } from '@/components/shell/use-param.ts'
import { Button } from '@/components/ui/button.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { FailedState } from '@/components/ui/failed-state.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { ConsoleStage } from './console-stage.tsx'
import { UnreachableConsole } from './unreachable-console.tsx'

/** A machine's screens and text consoles. `alone`: in a window of its own. */
export function MachineConsole({
  connection,
  uuid,
  alone = false,
}: {
  connection: string
  uuid: string
  alone?: boolean
}) {
  const row = useConnection(connection)
  const domain = useDomain(connection, uuid)
  // in a page of the machine, its frame says what is gone
  if (row && domain === null) return <Gone connection={connection} uuid={uuid} />
  if (!row || !domain) return null
  if (!isActive(domain.state)) return <Off connection={connection} domain={domain} />
  if (row.state.phase !== 'open') {
    return <EmptyState icon={MonitorOff} title="Its host is out of reach" />
  }
  if (lacksOf(row).includes('consoles')) {
    return (
      <EmptyState
        icon={MonitorOff}
        title="No console here"
        says="This hypervisor, or the way to it, has no console that a page can open."
      />
    )
  }
  // a new life has new places to listen at
  return <Running key={domain.id} connection={connection} domain={domain} alone={alone} />
}

const Gone = (machine: { connection: string; uuid: string }) => (
  <EmptyState
    icon={MonitorOff}
    title="This machine is gone"
    says="Its host knows it no more: it was removed, or has moved to another."
  >
    <RunsElsewhere {...machine} />
  </EmptyState>
)

function Off({ connection, domain }: { connection: string; domain: DomainRow }) {
  const { asked, whyNot, run } = useAction(connection, domain.uuid)
  if (asked === 'start') return <Waiting says="Waiting for the guest" />
  return (
    <EmptyState icon={MonitorOff} title="It is off" says="Its screen comes by itself once it runs.">
      <Button tone="main" icon={Play} whyNot={whyNot('start')} onClick={() => void run('start')}>
        Run
      </Button>
      <RunsElsewhere connection={connection} uuid={domain.uuid} />
    </EmptyState>
  )
}

const Waiting = ({ says }: { says: string }) => (
  <div role="status" aria-label={says} aria-busy="true" className="grid flex-1 p-4.5">
    <Skeleton className="size-full min-h-60" />
  </div>
)

function Running({
  connection,
  domain,
  alone,
}: {
  connection: string
  domain: DomainRow
  alone: boolean
}) {
  const operates = useMay('operate', connection)
  const [asked, setAsked] = useParam('console')
  const { data, error, refetch } = useQuery(
    useAnswers().consoles.list.queryOptions({ input: { connection, domain: domain.uuid } }),
  )
  if (error !== null && data === undefined) {
    return (
      <FailedState
        title="Its consoles are not known"
        says={sentenceOf(asApiError(error))}
        detail={asApiError(error).detail}
        onRetry={() => void refetch()}
      />
    )
  }
  if (data === undefined) return <Waiting says="Loading" />
  const offered = offeredConsoles(data)
  const chosen = offered.find(({ key }) => key === asked) ?? offered[0]
  if (chosen === undefined) {
    return (
      <EmptyState
        icon={MonitorOff}
        title="It has no console"
        says="Neither a display nor a serial port is in its definition. They can be added on the Hardware page."
      />
    )
  }
  const choose = ({ key }: OfferedConsole) => setAsked(key)
  const all = { connection, domain, offered, chosen, alone, onChoose: choose }
  return chosen.whyNot === null ? (
    <ConsoleStage key={chosen.key} watches={!operates} {...all} />
  ) : (
    <UnreachableConsole key={chosen.key} {...all} />
  )
}
