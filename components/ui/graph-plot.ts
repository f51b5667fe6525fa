import type uPlot from 'uplot'
import { scaleTop } from '@/lib/scale-top.ts'
import { type Measure, measureColor } from './measure.ts'
import { watchTheme } from './watch-theme.ts'

export interface GraphLine {
  name: string
  measure: Measure
  /** The second of two in one graph is dashed: hue alone must not tell them apart. */
  dashed?: boolean
}

export interface GraphShape {
  lines: readonly GraphLine[]
  /** How the axis and the readout write a value. */
  format: (value: number) => string
  /** The fixed end of the axis; or what it never falls below while it follows the highest value. */
  top: { fixed: number } | { least: number }
  /** How many milliseconds the graph shows. */
  span: number
  /** Graphs of one key share crosshair and zoom. */
  shared: string
}

export interface GraphData {
  at: readonly number[]
  values: readonly (readonly (number | null)[])[]
}

/** What the pointer stands on: its time and a value a line, or null when it is elsewhere. */
export type Pointed = { at: number; values: (number | null)[]; left: number } | null

export interface Plot {
  feed(data: GraphData): void
  /** Shows the whole span again, in every graph that shares the zoom. */
  reset(): void
  close(): void
}

/** A canvas knows no CSS variables, and they hold light-dark(): a probe element gives what they come to now. */
function inkProbe(holder: HTMLElement) {
  const probe = document.createElement('span')
  probe.hidden = true
  holder.append(probe)
  return {
    ink(color: string, alpha = 1): string {
      probe.style.color =
        alpha === 1 ? color : `color-mix(in oklab, ${color} ${alpha * 100}%, transparent)`
      return getComputedStyle(probe).color
    },
    font: () => `11px ${getComputedStyle(holder).fontFamily}`,
  }
}

// 24 hours: an axis has no room for AM and PM
const hours = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const clock = new Intl.DateTimeFormat(undefined, hours)
const clockSeconds = new Intl.DateTimeFormat(undefined, { ...hours, second: '2-digit' })

/** The time under the crosshair. */
export const timeOfDay = (at: number): string => clockSeconds.format(at)

/** Steps of an axis are round: what is after the point is only noise there. */
const axisLabel = (text: string): string => text.replace(/\.0+(?!\d)/, '')

const timeLabels = (_: uPlot, splits: number[], __: number, ___: number, step: number) =>
  splits.map((at) => (step < 60_000 ? clockSeconds : clock).format(at))

interface Ways {
  /** What part of the time is shown; null: the newest. */
  zoom: () => uPlot.Range.MinMax | null
  select: (plot: uPlot) => void
  reset: () => void
  pointed: (pointed: Pointed) => void
}

function optionsFor(shape: GraphShape, holder: HTMLElement, ways: Ways): uPlot.Options {
  const { ink, font } = inkProbe(holder)
  const axis: uPlot.Axis = {
    stroke: () => ink('var(--faint)'),
    // read at each draw, like the colours: fonts may arrive after the graph
    font: font(),
    grid: { stroke: () => ink('var(--line)'), width: 1 },
    ticks: { show: false },
    gap: 4,
  }
  const { top } = shape
  return {
    ...sizeOf(holder),
    ms: 1,
    padding: [8, 18, 0, 0],
    legend: { show: false },
    scales: {
      x: {
        time: true,
        range: (plot): uPlot.Range.MinMax => {
          const last = plot.data[0]?.at(-1) ?? Date.now()
          return ways.zoom() ?? [last - shape.span, last]
        },
      },
      y: {
        range: (_, __, highest): uPlot.Range.MinMax =>
          'fixed' in top ? [0, top.fixed] : [0, scaleTop(highest, top.least)],
      },
    },
    axes: [
      { ...axis, size: 22, space: 64, values: timeLabels },
      {
        ...axis,
        size: 62,
        space: 26,
        values: (_, splits) => splits.map((value) => axisLabel(shape.format(value))),
      },
    ],
    series: [
      {},
      ...shape.lines.map(
        ({ name, measure, dashed }): uPlot.Series => ({
          label: name,
          stroke: () => ink(measureColor[measure]),
          width: 1.4,
          ...(dashed ? { dash: [4, 3] } : { fill: () => ink(measureColor[measure], 0.12) }),
          points: { show: false },
        }),
      ),
    ],
    cursor: {
      y: false,
      points: { size: 6 },
      drag: { x: true, y: false, dist: 6, setScale: false },
      bind: {
        dblclick: () => () => {
          ways.reset()
          return null
        },
      },
      sync: { key: shape.shared, scales: ['x', null] },
    },
    hooks: {
      setSelect: [ways.select],
      setCursor: [(plot) => ways.pointed(pointedAt(plot))],
    },
  }
}

function pointedAt(plot: uPlot): Pointed {
  const { idx, left } = plot.cursor
  const at = idx === null || idx === undefined ? undefined : plot.data[0]?.[idx]
  if (at === undefined || idx === null || idx === undefined || left === undefined || left < 0) {
    return null
  }
  const values = plot.data.slice(1).map((column) => column[idx] ?? null)
  return { at, values, left: left + plot.bbox.left / devicePixelRatio }
}

const aligned = ({ at, values }: GraphData) => [at, ...values] as unknown as uPlot.AlignedData

/** Shows the newest of the whole span again: of each open plot. */
const resets = new WeakMap<uPlot, () => void>()

/**
 * What a plot shows of the time. uPlot asks `range` for every change of a scale, those it was told of included, so what
 * was dragged over is kept here. A drag over one of the graphs that share it arrives at all of them.
 */
function zoomOf(onChange: (zoomed: boolean) => void) {
  let shown: uPlot.Range.MinMax | null = null
  const show = (plot: uPlot, next: uPlot.Range.MinMax | null) => {
    shown = next
    onChange(next !== null)
    plot.setData(plot.data, true)
  }
  return {
    zoom: () => shown,
    select(plot: uPlot) {
      const { left, width } = plot.select
      if (width === 0) return
      const next: uPlot.Range.MinMax = [plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')]
      plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
      show(plot, next)
    },
    reset: (plot: uPlot) => show(plot, null),
  }
}

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement) => ({
  width: Math.max(80, clientWidth),
  height: Math.max(60, clientHeight),
})

/** A graph in `holder`, as large as it, until closed. `UPlot` is the library, which the caller loads when first needed. */
export function openPlot(
  UPlot: typeof uPlot,
  holder: HTMLElement,
  shape: GraphShape,
  data: GraphData,
  told: { pointed: (pointed: Pointed) => void; zoomed: (zoomed: boolean) => void },
): Plot {
  const { zoom, select, reset: resetOne } = zoomOf(told.zoomed)
  const reset = () => {
    for (const one of UPlot.sync(shape.shared).plots) resets.get(one)?.()
  }
  const options = optionsFor(shape, holder, { zoom, select, reset, pointed: told.pointed })
  const plot = new UPlot(options, aligned(data), holder)
  resets.set(plot, () => resetOne(plot))
  const resized = new ResizeObserver(() => plot.setSize(sizeOf(holder)))
  resized.observe(holder)
  const unwatch = watchTheme(() => plot.redraw(false))
  return {
    feed: (next) => plot.setData(aligned(next), true),
    reset,
    close() {
      resized.disconnect()
      unwatch()
      plot.destroy()
      holder.replaceChildren()
    },
  }
}
