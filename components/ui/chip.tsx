'use client'

import { X } from 'lucide-react'
import { Icon } from './icon.tsx'

/** A short word that stands for itself: a tag, a part of a filter. With `onRemove` it can be taken away. */
export function Chip({
  children,
  onRemove,
}: {
  children: string
  onRemove?: (() => void) | undefined
}) {
  return (
    <span className="mono inline-flex h-5 max-w-full items-center gap-1 rounded-sm bg-accent-soft px-1.5 text-accent">
      <span className="truncate">{children}</span>
      {onRemove && (
        <button
          type="button"
          aria-label={`Remove ${children}`}
          onClick={onRemove}
          className="-mr-0.5 rounded-sm hover:text-text"
        >
          <Icon of={X} size={12} />
        </button>
      )}
    </span>
  )
}
