'use client'

import 'uplot/dist/uPlot.min.css'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type uPlot from 'uplot'
import { Button } from './button.tsx'
import { classes } from './classes.ts'
import {
  type GraphData,
  type GraphShape,
  openPlot,
  type Plot,
  type Pointed,
  timeOfDay,
} from './graph-plot.ts'

/** What the crosshair stands on, in words, over the graph's upper edge; follows the pointer without React's help elsewhere. */
function Readout({ pointed, shape }: { pointed: NonNullable<Pointed>; shape: GraphShape }) {
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute top-0 z-1 num rounded-sm bg-raised px-1.5 text-tiny whitespace-nowrap shadow-float"
      style={{ left: pointed.left, translate: pointed.left > 180 ? '-105%' : '8px' }}
    >
      <span className="text-muted">{timeOfDay(pointed.at)}</span>
      {shape.lines.map((line, index) => {
        const value = pointed.values[index] ?? null
        return (
          <span key={line.name} className="ms-2">
            {shape.lines.length > 1 && <span className="text-muted">{line.name} </span>}
            <span className="font-strong">{value === null ? '–' : shape.format(value)}</span>
          </span>
        )
      })}
    </div>
  )
}

/**
 * A graph over time with axes, a crosshair and zoom (drag; double-click or the button for the whole again). The library
 * that draws it is loaded when the first one is shown. `summary` says for a screen reader what the picture shows.
 */
export function Graph({
  shape,
  data,
  summary,
  className,
}: {
  shape: GraphShape
  data: GraphData
  summary: string
  className?: string | undefined
}) {
  const holder = useRef<HTMLDivElement>(null)
  const plot = useRef<Plot | null>(null)
  const [pointed, setPointed] = useState<Pointed>(null)
  const [zoomed, setZoomed] = useState(false)
  const [missing, setMissing] = useState(false)
  const { shared } = shape

  const open = useEffectEvent((element: HTMLElement, library: typeof uPlot) =>
    openPlot(library, element, shape, data, { pointed: setPointed, zoomed: setZoomed }),
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: another `shared` is another graph
  useEffect(() => {
    const element = holder.current
    let ended = false
    import('uplot').then(
      ({ default: library }) => {
        if (element !== null && !ended) plot.current = open(element, library)
      },
      () => setMissing(true),
    )
    return () => {
      ended = true
      plot.current?.close()
      plot.current = null
    }
  }, [shared])

  useEffect(() => plot.current?.feed(data), [data])

  return (
    <div className={classes('relative', className)}>
      {pointed && <Readout pointed={pointed} shape={shape} />}
      <div ref={holder} role="img" aria-label={summary} className="graph absolute inset-0" />
      {missing && (
        <p className="absolute inset-0 grid place-items-center text-muted">
          The drawing part could not be loaded. Reload the page to try again.
        </p>
      )}
      {zoomed && (
        <Button small className="absolute end-1 bottom-7 z-1" onClick={() => plot.current?.reset()}>
          Whole span
        </Button>
      )}
    </div>
  )
}
