import type { LucideIcon } from 'lucide-react'

/** A drawn sign of 16 px. It is always beside a word or inside a named button, so it has no name itself. */
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
      className={`shrink-0 ${className ?? ''}`}
    />
  )
}
