'use client'

import { type ReactNode, useMemo } from 'react'
import { sumOf } from '@/lib/client/list/figures.ts'
import { graphSpan, type Series, withGaps } from '@/lib/client/load-series.ts'
import { memoryScale } from '@/lib/client/memory-scale.ts'
import { describeSeries, newestOf } from '@/lib/client/series-words.ts'
import type { DomainRow } from '@/lib/contract/live.ts'
import { formatBitRate, formatByteRate, formatKiB, formatPercent, unknown } from '@/lib/format.ts'
import { isActive } from '@/lib/libvirt/domain-state.ts'
import { useDomainSeries } from '@/components/data/use-series.ts'
import { GraphCard } from '@/components/ui/graph-card.tsx'
import type { GraphData, GraphShape } from '@/components/ui/graph-plot.ts'

const tick = 2_000

type MemoryScale = ReturnType<typeof memoryScale>

/** Where each measure stands in the series. */
const at = { cpu: 0, memory: 1, diskRead: 2, diskWrite: 3, netIn: 4, netOut: 5 }

const common = { span: graphSpan, shared: 'machine' }

const cpuShape: GraphShape = {
  ...common,
  lines: [{ name: 'CPU', measure: 'cpu' }],
  format: formatPercent,
  top: { fixed: 1 },
}

const diskShape: GraphShape = {
  ...common,
  lines: [
    { name: 'read', measure: 'disk' },
    { name: 'write', measure: 'disk', dashed: true },
  ],
  format: formatByteRate,
  top: { least: 50_000 },
}

/** Networks count bits, so this graph's values are bits: its axis then ends at round ones. */
const networkShape: GraphShape = {
  ...common,
  lines: [
    { name: 'in', measure: 'net' },
    { name: 'out', measure: 'net', dashed: true },
  ],
  format: (bits) => formatBitRate(bits / 8),
  top: { least: 50_000 },
}

const memoryShape = ({ top, format }: MemoryScale): GraphShape => ({
  ...common,
  lines: [{ name: 'memory', measure: 'mem' }],
  format,
  top: { fixed: top },
})

type Column = readonly (number | null)[]

const scaled = (column: Column = [], factor: number): Column =>
  column.map((value) => (value === null ? null : value * factor))

interface Pictures {
  cpu: GraphData
  memory: GraphData
  disk: GraphData
  network: GraphData
}

function picturesOf(series: Series, scale: MemoryScale): Pictures {
  const { at: times, values } = withGaps(series, tick)
  const of = (...columns: Column[]): GraphData => ({ at: times, values: columns })
  return {
    cpu: of(values[at.cpu] ?? []),
    memory: of((values[at.memory] ?? []).map(scale.of)),
    disk: of(values[at.diskRead] ?? [], values[at.diskWrite] ?? []),
    network: of(scaled(values[at.netIn], 8), scaled(values[at.netOut], 8)),
  }
}

/** Cores of the host that a share of its vCPUs comes to. */
const coresUsed = (share: number | null, vcpus: number): string =>
  share === null ? '' : ` · ${(share * vcpus).toFixed(1)} cores of the host`

/** Four measures of the last ten minutes, with one crosshair. */
export function MachineGraphs({ connection, domain }: { connection: string; domain: DomainRow }) {
  const series = useDomainSeries(connection, domain.uuid)
  const scale = useMemo(() => memoryScale(domain.maxMemory), [domain.maxMemory])
  const pictures = useMemo(() => series && picturesOf(series, scale), [series, scale])
  const memory = useMemo(() => memoryShape(scale), [scale])
  const on = isActive(domain.state)
  const now = (measure: keyof typeof at) => (series && on ? newestOf(series, at[measure]) : null)
  const told = (name: string, measure: keyof typeof at, format: (value: number) => string) =>
    series === null ? name : describeSeries(name, series, at[measure], format)
  const both = (first: ReactNode, second: ReactNode) =>
    on ? (
      <>
        {first} · {second}
      </>
    ) : (
      'It is off.'
    )
  const disk = sumOf(now('diskRead'), now('diskWrite'))
  const net = sumOf(now('netIn'), now('netOut'))
  return (
    <div className="grid grid-cols-1 gap-3.5 desk:grid-cols-2">
      <GraphCard
        title="CPU"
        figure={formatPercent(now('cpu'))}
        says={`${domain.vcpus} vCPU${coresUsed(now('cpu'), domain.vcpus)}`}
        shape={cpuShape}
        data={pictures?.cpu ?? null}
        summary={told('CPU', 'cpu', formatPercent)}
      />
      <GraphCard
        key={domain.maxMemory}
        title="Memory"
        figure={formatKiB(now('memory'))}
        says={`of ${formatKiB(domain.maxMemory)}${domain.memory < domain.maxMemory ? ` · ${formatKiB(domain.memory)} given now` : ''}`}
        shape={memory}
        data={pictures?.memory ?? null}
        summary={told('Memory', 'memory', formatKiB)}
      />
      <GraphCard
        title="Disk"
        figure={disk === null ? unknown : formatByteRate(disk)}
        says={both(
          `read ${formatByteRate(now('diskRead'))}`,
          `write ${formatByteRate(now('diskWrite'))}`,
        )}
        shape={diskShape}
        data={pictures?.disk ?? null}
        summary={`${told('Disk reads', 'diskRead', formatByteRate)} ${told('Disk writes', 'diskWrite', formatByteRate)}`}
      />
      <GraphCard
        title="Network"
        figure={net === null ? unknown : formatBitRate(net)}
        says={both(`in ${formatBitRate(now('netIn'))}`, `out ${formatBitRate(now('netOut'))}`)}
        shape={networkShape}
        data={pictures?.network ?? null}
        summary={`${told('Network in', 'netIn', formatBitRate)} ${told('Network out', 'netOut', formatBitRate)}`}
      />
    </div>
  )
}
