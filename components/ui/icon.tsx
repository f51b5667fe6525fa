import type { LucideIcon } from 'lucide-react'

/**
 * A drawn sign of 16 px. It is always beside a word or inside a named button, so it has no name itself, and a press goes
 * to what it stands in: a sign that changes between a press and its release would take the click with it.
 */
export function Icon({
  of: Drawn,
  size = 16,
  className,
}: {
  of: LucideIcon
  size?: number
  className?: string | undefined
}) {
  return (
    <Drawn
      size={size}
      strokeWidth={1.5}
      aria-hidden
      focusable={false}
      className={`pointer-events-none shrink-0 ${className ?? ''}`}
    />
  )
}
