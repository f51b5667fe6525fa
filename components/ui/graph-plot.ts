import type uPlot from 'uplot'
import { scaleTop } from '@/lib/scale-top.ts'
import { type Measure, measureColor } from './measure.ts'

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

function optionsFor(
  shape: GraphShape,
  holder: HTMLElement,
  told: { pointed: (pointed: Pointed) => void; zoomed: (zoomed: boolean) => void },
): uPlot.Options {
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
    width: Math.max(80, holder.clientWidth),
    height: Math.max(60, holder.clientHeight),
    ms: 1,
    padding: [8, 6, 0, 0],
    legend: { show: false },
    scales: {
      x: {
        time: true,
        range: (plot): uPlot.Range.MinMax => {
          told.zoomed(false)
          const last = plot.data[0]?.at(-1) ?? Date.now()
          return [last - shape.span, last]
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
      drag: { x: true, y: false, dist: 6 },
      sync: { key: shape.shared, scales: ['x', null] },
    },
    hooks: {
      setSelect: [(plot) => told.zoomed(plot.select.width > 0)],
      setCursor: [(plot) => told.pointed(pointedAt(plot))],
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

/** A graph in `holder`, as large as it, until closed. `UPlot` is the library, which the caller loads when first needed. */
export function openPlot(
  UPlot: typeof uPlot,
  holder: HTMLElement,
  shape: GraphShape,
  data: GraphData,
  told: { pointed: (pointed: Pointed) => void; zoomed: (zoomed: boolean) => void },
): Plot {
  let zoomed = false
  const note = (now: boolean) => {
    if (now !== zoomed) told.zoomed(now)
    zoomed = now
  }
  const options = optionsFor(shape, holder, { ...told, zoomed: note })
  const plot = new UPlot(options, aligned(data), holder)
  const resized = new ResizeObserver(() =>
    plot.setSize({
      width: Math.max(80, holder.clientWidth),
      height: Math.max(60, holder.clientHeight),
    }),
  )
  resized.observe(holder)
  const repaint = () => plot.redraw(false)
  const themed = new MutationObserver(repaint)
  themed.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  const dark = matchMedia('(prefers-color-scheme: dark)')
  dark.addEventListener('change', repaint)
  return {
    feed(next) {
      plot.setData(aligned(next), !zoomed)
      if (zoomed) plot.redraw()
    },
    reset() {
      for (const one of UPlot.sync(shape.shared).plots) one.setData(one.data, true)
    },
    close() {
      resized.disconnect()
      themed.disconnect()
      dark.removeEventListener('change', repaint)
      plot.destroy()
      holder.replaceChildren()
    },
  }
}
