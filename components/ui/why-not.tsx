import { type MouseEvent, useId } from 'react'
import { VisuallyHidden } from './visually-hidden.tsx'

/**
 * What makes a control unavailable without hiding it: it keeps its place in the tab order, tells its reason on hover,
 * on focus and to a screen reader, and a press does nothing. `reason` null: it is available.
 */
export function useWhyNot(reason: string | null | undefined) {
  const id = useId()
  if (!reason) return { inert: false as const, props: {}, description: null }
  return {
    inert: true as const,
    props: {
      'aria-disabled': true as const,
      'aria-describedby': id,
      'data-tip': reason,
      onClick: (event: MouseEvent) => event.preventDefault(),
    },
    description: <VisuallyHidden id={id}>{reason}</VisuallyHidden>,
  }
}
