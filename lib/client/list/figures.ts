import { unknown } from '../../format.ts'
import type { Bytes, KiB } from '../../units.ts'

/** A figure under a head that names its unit: two decimals below 0.1, one below 100, then none; what rounds to nothing is 0. */
function figure(value: number): string {
  if (value < 0.005) return '0'
  if (value < 0.095) return value.toFixed(2)
  return value < 99.95 ? value.toFixed(1) : String(Math.round(value))
}

/** Bytes a second as MB/s. */
export const megabytes = (rate: Bytes | null): string =>
  rate === null ? unknown : figure(rate / 1e6)

/** Bytes a second as Mbit/s. */
export const megabits = (rate: Bytes | null): string =>
  rate === null ? unknown : figure((rate * 8) / 1e6)

/** Memory as GiB: 0.06, 0.5, 3.4, 512. */
export function gibibytes(memory: KiB | null): string {
  if (memory === null) return unknown
  const gib = memory / 1_048_576
  const digits = gib < 0.995 ? 2 : gib < 99.95 ? 1 : 0
  return String(Number(gib.toFixed(digits)))
}

/** What is known of two directions, added; null when neither is. */
export const sumOf = (left: number | null, right: number | null): number | null =>
  left === null ? right : left + (right ?? 0)
