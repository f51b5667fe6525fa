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
 * never over the window's edge. A mere point, which nothing could hide, may come to lie under it: then it has the whole
 * height of the window. All in CSS pixels from the window's upper left corner.
 */
export function placeBeside(
  anchor: Box,
  size: Size,
  window: Size,
  { align, gap }: { align: 'start' | 'center' | 'end'; gap: number },
): Placement {
  const share = { start: 0, center: 0.5, end: 1 }[align]
  const wanted = anchor.left + share * (anchor.width - size.width)
  const left = Math.round(
    clamp(wanted, margin, Math.max(margin, window.width - margin - size.width)),
  )
  const below = window.height - margin - (anchor.top + anchor.height + gap)
  const above = anchor.top - gap - margin
  if (anchor.height === 0 && size.height > below) {
    const top = Math.max(margin, window.height - margin - size.height)
    return { left, top: Math.round(top), maxHeight: window.height - 2 * margin }
  }
  const isBelow = size.height <= below || below >= above
  const maxHeight = Math.max(0, isBelow ? below : above)
  const height = Math.min(size.height, maxHeight)
  return {
    left,
    top: Math.round(isBelow ? anchor.top + anchor.height + gap : anchor.top - gap - height),
    maxHeight: Math.floor(maxHeight),
  }
}
