'use client'

import { type ReactNode, useState } from 'react'
import { connectionName } from '@/lib/client/connection-name.ts'
import type { ConnectionRow, DomainRow } from '@/lib/contract/live.ts'
import { stateBadge } from '@/lib/libvirt/words.ts'
import { paths } from '@/lib/paths.ts'
import { useConnection } from '@/components/data/use-connections.ts'
import { useDomain } from '@/components/data/use-domains.ts'
import { ConnectionBanner } from '@/components/shell/connection-banner.tsx'
import { ConnectionGone } from '@/components/shell/connection-gone.tsx'
import { ConnectionRisks } from '@/components/shell/connection-risks.tsx'
import { PageHeader } from '@/components/shell/page-header.tsx'
import { Pill } from '@/components/ui/pill.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { Tabs } from '@/components/ui/tabs.tsx'
import { AskedChange } from '../change/asked-change.tsx'
import { MoreMenu } from '../change/more-menu.tsx'
import { useChangeDialog } from '../change/use-change-dialog.ts'
import { DraftHost, useDraft } from '../definition/draft.tsx'
import { MachineActions } from './machine-actions.tsx'
import { MachineGone } from './machine-gone.tsx'

interface FrameProps {
  connection: string
  uuid: string
  children: ReactNode
}

/** What stands around every page of a machine: its name and state, what can be done with it, its pages as tabs. */
export const MachineFrame = (props: FrameProps) => (
  <DraftHost connection={props.connection} uuid={props.uuid}>
    <Framed {...props} />
    <AskedChange connection={props.connection} uuid={props.uuid} />
  </DraftHost>
)

function Framed({ connection, uuid, children }: FrameProps) {
  const row = useConnection(connection)
  const { open } = useChangeDialog()
  const domain = useDomain(connection, uuid)
  const { draft } = useDraft()
  const [last, setLast] = useState<DomainRow | null>(null)
  if (domain && domain !== last) setLast(domain)

  if (row === null) return <ConnectionGone />
  if (row === undefined) return <FrameSkeleton />
  if (domain === null) return <MachineGone connection={row} uuid={uuid} last={last} />
  const trail = [{ label: connectionName(row), href: paths.connection(connection) }]
  if (domain === undefined) {
    return (
      <>
        <PageHeader title="Virtual machine" trail={trail} />
        <ConnectionBanner row={row} />
        {row.state.phase === 'open' || row.state.phase === 'opening' ? <BodySkeleton /> : null}
      </>
    )
  }
  return (
    <>
      <PageHeader
        title={domain.name}
        trail={trail}
        beside={
          <>
            <State row={row} domain={domain} />
            <ConnectionRisks row={row} />
          </>
        }
      >
        <MachineActions connection={connection} domain={domain} />
        <MoreMenu
          connection={connection}
          domain={domain}
          onAsk={(change) => open({ change, machine: null })}
        />
      </PageHeader>
      <Tabs
        label="Pages of this machine"
        tabs={[
          { label: 'Overview', href: paths.domain(connection, uuid) },
          { label: 'Console', href: paths.domainConsole(connection, uuid) },
          { label: 'Hardware', href: paths.domainHardware(connection, uuid) },
          {
            label: 'XML',
            href: paths.domainXml(connection, uuid),
            mark: draft === null ? undefined : 'unsaved',
          },
          { label: 'Log', href: paths.domainLog(connection, uuid) },
        ]}
      />
      <ConnectionBanner row={row} />
      {children}
    </>
  )
}

/** The state as badge, since when and why. Greyed while nobody knows whether it is still so. */
function State({ row, domain }: { row: ConnectionRow; domain: DomainRow }) {
  const { label, tone } = stateBadge(domain)
  const stale = row.state.phase !== 'open'
  return (
    <span className={`flex items-center gap-2 whitespace-nowrap ${stale ? 'grayscale' : ''}`}>
      <span role="status" aria-label="State">
        <Pill tone={tone}>{label}</Pill>
      </span>
      <span className="text-muted">
        {domain.since !== null && <RelativeTime bare at={domain.since} />}
        {domain.since !== null && domain.reason !== 'unknown' && ' · '}
        {domain.reason !== 'unknown' && domain.reason}
      </span>
    </span>
  )
}

const FrameSkeleton = () => (
  <>
    <PageHeader title="Virtual machine" />
    <BodySkeleton />
  </>
)

const BodySkeleton = () => (
  <div
    aria-busy="true"
    role="status"
    aria-label="Loading"
    className="grid grid-cols-1 gap-3.5 p-4.5 desk:grid-cols-2 broad:grid-cols-[1fr_1fr_20rem]"
  >
    {[0, 1, 2, 3].map((card) => (
      <div key={card} className="surface p-3.5">
        <Skeleton className="mb-3 h-3 w-12" />
        <Skeleton className="mb-2 h-6 w-24" />
        <Skeleton className="h-40 w-full" />
      </div>
    ))}
  </div>
)
