import { type Measure, measureColor } from './measure.ts'

/** How much of something is in use, 0…1. The number itself stands beside it, so it is silent to a screen reader. */
export const Meter = ({
  share,
  measure = 'mem',
  className = 'w-15.5',
}: {
  share: number
  measure?: Measure
  className?: string
}) => (
  <svg
    viewBox="0 0 100 5"
    preserveAspectRatio="none"
    aria-hidden="true"
    className={`inline-block h-1.25 overflow-hidden rounded-[3px] bg-line ${className}`}
  >
    <rect width={100 * Math.min(1, Math.max(0, share))} height="5" fill={measureColor[measure]} />
  </svg>
)
