import { memo } from 'react'
import { sparkPath } from '@/lib/spark-path.ts'
import { type Measure, measureColor } from './measure.ts'

const sparkWidth = 62
const sparkHeight = 18

/**
 * The last values as a line of 62 × 18, oldest left, no axes; the number beside it says the newest.
 * `top`: the value at the upper edge, or null for the greatest of those shown. Drawn again only when `values` is a new array.
 */
export const Sparkline = memo(function Sparkline({
  values,
  measure,
  top = null,
  slots = 32,
}: {
  values: readonly (number | null)[]
  measure: Measure
  top?: number | null
  /** How many values fill the width: fewer are drawn at the right, where now is. */
  slots?: number
}) {
  return (
    <svg
      viewBox={`0 0 ${sparkWidth} ${sparkHeight}`}
      width={sparkWidth}
      height={sparkHeight}
      aria-hidden="true"
      className="inline-block shrink-0 align-middle"
    >
      <path
        d={sparkPath(values, { width: sparkWidth, height: sparkHeight, top, slots })}
        fill="none"
        stroke={measureColor[measure]}
        strokeWidth="1.4"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  )
})
