'use client'

import { Plus } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { sentenceOf } from '@/lib/client/request-failed.ts'
import type { DomainRow } from '@/lib/contract/live.ts'
import { useChange } from '@/components/data/use-change.ts'
import { useDomain } from '@/components/data/use-domains.ts'
import { useParam } from '@/components/shell/use-param.ts'
import { Button } from '@/components/ui/button.tsx'
import { FailedState } from '@/components/ui/failed-state.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { AddHardware } from './add-hardware.tsx'
import { CpuPanel } from './cpu-panel.tsx'
import { DevicePanel } from './device-panel.tsx'
import { HardwareList, HardwareSelect, panelId, rowId } from './hardware-list.tsx'
import { hardwareRows } from './hardware-row.ts'
import { MemoryPanel } from './memory-panel.tsx'
import { type Definitions, useDefinitions } from './use-definitions.ts'

/** What a machine is made of: its CPUs, its memory and every device of its definition. */
export function MachineHardware({ connection, uuid }: { connection: string; uuid: string }) {
  const domain = useDomain(connection, uuid)
  return domain ? <Hardware connection={connection} domain={domain} /> : null
}

function Hardware({ connection, domain }: { connection: string; domain: DomainRow }) {
  const reading = useDefinitions(connection, domain)
  switch (reading.kind) {
    case 'waits':
      return <HardwareSkeleton />
    case 'failed':
      return (
        <FailedState
          title="The definition did not come"
          says={sentenceOf(reading.error)}
          detail={reading.error.detail}
          onRetry={reading.retry}
        />
      )
    case 'unreadable':
      return (
        <FailedState
          title="The definition cannot be read"
          says="What the host sent is not XML. The XML tab shows it as it came."
          detail={reading.why}
        />
      )
    case 'read':
      return <Listed connection={connection} domain={domain} definitions={reading} />
  }
}

function Listed({
  connection,
  domain,
  definitions,
}: {
  connection: string
  domain: DomainRow
  definitions: Definitions
}) {
  const { now, later } = definitions
  const rows = useMemo(() => hardwareRows({ now, later }), [now, later])
  const [asked, select] = useParam('device')
  const [dialog, open] = useParam('dialog')
  const { whyNot } = useChange(connection, domain.uuid)
  const at = Math.max(
    0,
    rows.findIndex(({ key }) => key === asked),
  )
  const selected = rows[at]!
  const list = { rows, selected, onSelect: select }
  const subject = { connection, domain, definitions }
  return (
    <div className="flex min-h-0 flex-1 max-desk:flex-col">
      <div className="flex w-60 shrink-0 flex-col border-line bg-panel max-desk:w-auto max-desk:flex-row max-desk:gap-2 max-desk:border-b max-desk:p-2.5 desk:border-r">
        <div className="contents max-desk:hidden">
          <HardwareList {...list} />
        </div>
        <div className="flex min-w-0 flex-1 desk:hidden">
          <HardwareSelect {...list} />
        </div>
        <div className="desk:border-t desk:border-line desk:p-2">
          <Button
            icon={Plus}
            whyNot={whyNot('attachDevice')}
            onClick={() => open('add')}
            className="desk:w-full"
          >
            Add hardware…
          </Button>
        </div>
      </div>
      <div
        role="tabpanel"
        id={panelId}
        aria-labelledby={rowId(selected.key)}
        className="grid min-w-0 flex-1 auto-rows-min grid-cols-1 gap-3.5 p-4.5 max-desk:p-2.5 desk:overflow-y-auto"
      >
        {selected.about === 'cpus' ? (
          <CpuPanel {...subject} />
        ) : selected.about === 'memory' ? (
          <MemoryPanel {...subject} />
        ) : (
          <DevicePanel
            key={selected.key}
            connection={connection}
            domain={domain}
            title={selected.title}
            device={selected.about}
            onGone={() => select(rows[at - 1]?.key ?? null)}
          />
        )}
      </div>
      {dialog === 'add' && (
        <AddHardware
          {...subject}
          onClose={() => open(null)}
          onAdded={(key) => {
            open(null)
            if (key !== null) select(key)
          }}
        />
      )}
    </div>
  )
}

const widths = ['w-16', 'w-20', 'w-28', 'w-24', 'w-32', 'w-24', 'w-28']

const Lines = ({ children }: { children?: ReactNode }) => (
  <div className="surface p-3.5">
    <Skeleton className="mb-3 h-3 w-20" />
    {children}
  </div>
)

const HardwareSkeleton = () => (
  <div
    aria-busy="true"
    role="status"
    aria-label="Loading"
    className="flex min-h-0 flex-1 max-desk:flex-col"
  >
    <div className="grid w-60 shrink-0 auto-rows-min gap-5 border-line bg-panel p-4.5 max-desk:hidden desk:border-r">
      {widths.map((width, index) => (
        <Skeleton key={width + String(index)} className={`h-3 ${width}`} />
      ))}
    </div>
    <div className="grid flex-1 auto-rows-min gap-3.5 p-4.5 max-desk:p-2.5">
      <Lines>
        <Skeleton className="mb-2 h-7.5 w-64" />
        <Skeleton className="h-7.5 w-80" />
      </Lines>
      <Lines>
        <Skeleton className="h-24 w-full" />
      </Lines>
    </div>
  </div>
)
