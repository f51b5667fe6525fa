'use client'

import { useMemo } from 'react'
import { graphSpan, type Series, withGaps } from '@/lib/client/load-series.ts'
import { memoryScale } from '@/lib/client/memory-scale.ts'
import { describeSeries, newestOf } from '@/lib/client/series-words.ts'
import { formatKiB, formatPercent } from '@/lib/format.ts'
import { useNodeLoad } from '@/components/data/use-loads.ts'
import { useNodeSeries } from '@/components/data/use-series.ts'
import { GraphCard } from '@/components/ui/graph-card.tsx'
import type { GraphShape } from '@/components/ui/graph-plot.ts'
import type { NodeReport } from './host-facts.tsx'

const tick = 2_000

type MemoryScale = ReturnType<typeof memoryScale>

const cpuShape: GraphShape = {
  lines: [{ name: 'CPU', measure: 'cpu' }],
  format: formatPercent,
  top: { fixed: 1 },
  span: graphSpan,
  shared: 'host',
}

const memoryShape = ({ top, format }: MemoryScale): GraphShape => ({
  lines: [{ name: 'memory', measure: 'mem' }],
  format,
  top: { fixed: top },
  span: graphSpan,
  shared: 'host',
})

function picturesOf(series: Series, scale: MemoryScale) {
  const { at, values } = withGaps(series, tick)
  const memory = (values[1] ?? []).map(scale.of)
  return { cpu: { at, values: [values[0] ?? []] }, memory: { at, values: [memory] } }
}

/** CPU and memory of the host over the last ten minutes. */
export function HostGraphs({ connection, node }: { connection: string; node: NodeReport | null }) {
  const series = useNodeSeries(connection)
  const load = useNodeLoad(connection)
  const total = load?.memoryTotal ?? node?.memory ?? null
  const scale = useMemo(() => memoryScale(total ?? 0), [total])
  const pictures = useMemo(() => series && picturesOf(series, scale), [series, scale])
  const memory = useMemo(() => memoryShape(scale), [scale])
  const told = (name: string, measure: number, format: (value: number) => string) =>
    series === null ? name : describeSeries(name, series, measure, format)
  return (
    <div className="grid grid-cols-1 gap-3.5 desk:grid-cols-2">
      <GraphCard
        title="CPU"
        figure={formatPercent(series && newestOf(series, 0))}
        says={node === null ? '' : `of ${node.cpus} processors`}
        shape={cpuShape}
        data={pictures?.cpu ?? null}
        summary={told('CPU', 0, formatPercent)}
      />
      <GraphCard
        key={total}
        title="Memory"
        figure={formatKiB(series && newestOf(series, 1))}
        says={total === null ? '' : `of ${formatKiB(total)}`}
        shape={memory}
        data={pictures?.memory ?? null}
        summary={told('Memory', 1, formatKiB)}
      />
    </div>
  )
}
