export interface Box {
  left: number
  top: number
  width: number
  height: number
}

export interface Size {
  width: number
  height: number
}

export interface Placement {
  left: number
  top: number
  /** What is taller than this must scroll. */
  maxHeight: number
}

/** What stays free between something that floats and the window's edge. */
const margin = 8

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most))

/**
 * Where something floating stands beside its anchor, in a window: below it, or above when there is more room there;
 * never over the window's edge. All in CSS pixels from the window's upper left corner.
 */
export function placeBeside(
  anchor: Box,
  size: Size,
  window: Size,
  { align, gap }: { align: 'start' | 'center' | 'end'; gap: number },
): Placement {
  const below = window.height - margin - (anchor.top + anchor.height + gap)
  const above = anchor.top - gap - margin
  const isBelow = size.height <= below || below >= above
  const maxHeight = Math.max(0, isBelow ? below : above)
  const height = Math.min(size.height, maxHeight)
  const share = { start: 0, center: 0.5, end: 1 }[align]
  const left = anchor.left + share * (anchor.width - size.width)
  return {
    left: Math.round(clamp(left, margin, Math.max(margin, window.width - margin - size.width))),
    top: Math.round(isBelow ? anchor.top + anchor.height + gap : anchor.top - gap - height),
    maxHeight: Math.floor(maxHeight),
  }
}
