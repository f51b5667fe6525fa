import { formatKiB } from '../format.ts'
import type { KiB } from '../units.ts'

/**
 * What a graph of memory counts in, so that its axis, which steps by tens, ends at round figures: GiB, or MiB for what
 * is smaller than one.
 */
export function memoryScale(most: KiB) {
  const unit: KiB = most < 1_048_576 ? 1024 : 1_048_576
  return {
    top: Math.max(most, 1) / unit,
    of: (memory: KiB | null): number | null => (memory === null ? null : memory / unit),
    format: (scaled: number): string => formatKiB(scaled * unit),
  }
}
