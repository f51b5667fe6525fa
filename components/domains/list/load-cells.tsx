'use client'

import { gibibytes, megabits, megabytes } from '@/lib/client/list/figures.ts'
import { formatKiB, formatPercent, unknown } from '@/lib/format.ts'
import { isActive } from '@/lib/libvirt/domain-state.ts'
import { useRecent } from '@/components/data/use-loads.ts'
import { Figure } from '@/components/ui/figure.tsx'
import { Meter } from '@/components/ui/meter.tsx'
import { Sparkline } from '@/components/ui/sparkline.tsx'
import type { CellProps } from './cell-props.ts'

const none = <span className="text-faint">{unknown}</span>

export function CpuCell({ connection, domain }: CellProps) {
  const values = useRecent(connection, domain.uuid, 'cpu')
  if (!isActive(domain.state)) return none
  return (
    <>
      <Sparkline values={values} measure="cpu" top={1} />
      <Figure width={5}>{formatPercent(values.at(-1) ?? null)}</Figure>
    </>
  )
}

export function MemoryCell({ connection, domain }: CellProps) {
  const used = useRecent(connection, domain.uuid, 'memory').at(-1) ?? null
  if (!isActive(domain.state)) {
    return <span className="num text-faint">{formatKiB(domain.maxMemory)}</span>
  }
  return (
    <>
      <Meter share={used === null ? 0 : used / Math.max(1, domain.maxMemory)} />
      <span className="num">
        {gibibytes(used)} / {gibibytes(domain.maxMemory)}
      </span>
    </>
  )
}

export function DiskCell({ connection, domain }: CellProps) {
  const values = useRecent(connection, domain.uuid, 'diskRead', 'diskWrite')
  if (!isActive(domain.state)) return none
  return (
    <>
      <Sparkline values={values} measure="disk" />
      <Figure width={4}>{megabytes(values.at(-1) ?? null)}</Figure>
    </>
  )
}

export function NetworkCell({ connection, domain }: CellProps) {
  const values = useRecent(connection, domain.uuid, 'netIn', 'netOut')
  if (!isActive(domain.state)) return none
  return (
    <>
      <Sparkline values={values} measure="net" />
      <Figure width={4}>{megabits(values.at(-1) ?? null)}</Figure>
    </>
  )
}
