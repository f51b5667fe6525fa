import type { ReactNode } from 'react'
import { Card } from './card.tsx'
import { Graph } from './graph.tsx'
import type { GraphData, GraphShape } from './graph-plot.ts'
import { Skeleton } from './skeleton.tsx'

/** One measure: its number now, what belongs to it in a line, and how it went. `data` null: still on its way. */
export const GraphCard = ({
  title,
  figure,
  says,
  shape,
  data,
  summary,
}: {
  title: string
  figure: string
  says: ReactNode
  shape: GraphShape
  data: GraphData | null
  summary: string
}) => (
  <Card title={title} aside={<span className="num">{Math.round(shape.span / 60_000)} min</span>}>
    <p className="num -mt-1 truncate text-figure font-heavy">{figure}</p>
    <p className="num mb-1.5 min-h-5 truncate text-muted">{says}</p>
    {data === null ? (
      <Skeleton className="h-40 w-full" />
    ) : data.values.every((column) => column.every((value) => value === null)) ? (
      <p className="grid h-40 place-items-center rounded-md bg-sunk text-muted">
        Nothing was measured in this time.
      </p>
    ) : (
      <Graph shape={shape} data={data} summary={summary} className="h-40" />
    )}
  </Card>
)
