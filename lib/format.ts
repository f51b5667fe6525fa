import type { Bytes, KiB, Milliseconds } from './units.ts'

/** A number and its unit never part at the end of a line. */
const gap = '\u00a0'

/** What stands where nothing is known. */
export const unknown = '–'

/** Three figures, so that a rate keeps its width while it ticks: 3.42, 34.2, 342. */
function figures(value: number): string {
  if (value >= 99.95) return String(Math.round(value))
  return value.toFixed(value >= 9.995 ? 1 : 2)
}

/** At most one decimal, and none that is zero: 4, 1.5, 342. */
const short = (value: number): string =>
  String(value >= 99.95 ? Math.round(value) : Math.round(value * 10) / 10)

const steps = (base: number, units: readonly string[]) => (value: number) => {
  let scaled = Math.abs(value)
  let step = 0
  // half a unit early, so that 1023.9 MiB is not "1024 MiB"
  while (scaled >= base - 0.5 && step < units.length - 1) {
    scaled /= base
    step += 1
  }
  return { scaled: value < 0 ? -scaled : scaled, unit: units[step] ?? '' }
}

const binary = steps(1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'])
const byteRate = steps(1000, ['B/s', 'kB/s', 'MB/s', 'GB/s', 'TB/s'])
const bitRate = steps(1000, ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s'])

/** 1536 → "1.5 KiB" */
export function formatBytes(bytes: Bytes | null): string {
  if (bytes === null) return unknown
  const { scaled, unit } = binary(bytes)
  return `${short(scaled)}${gap}${unit}`
}

/** libvirt's memory: 4194304 KiB → "4 GiB" */
export const formatKiB = (kib: KiB | null): string => formatBytes(kib === null ? null : kib * 1024)

/** KiB as a bare number of GiB, for a column whose head names the unit: "3.4" */
export const formatGiB = (kib: KiB | null): string =>
  kib === null ? unknown : short(kib / 1024 / 1024)

/** Bytes a second as disks count them: "3.40 MB/s" */
export function formatByteRate(bytes: Bytes | null): string {
  if (bytes === null) return unknown
  const { scaled, unit } = byteRate(bytes)
  return `${unit === 'B/s' ? short(scaled) : figures(scaled)}${gap}${unit}`
}

/** Bytes a second as networks count them, in bits: "27.2 Mbit/s" */
export function formatBitRate(bytes: Bytes | null): string {
  if (bytes === null) return unknown
  const { scaled, unit } = bitRate(bytes * 8)
  return `${unit === 'bit/s' ? short(scaled) : figures(scaled)}${gap}${unit}`
}

/** A share of one: 0.461 → "46 %" */
export const formatPercent = (share: number | null): string =>
  share === null ? unknown : `${Math.round(share * 100)}${gap}%`

/** 10000 → "10,000" */
export const formatCount = (count: number): string => count.toLocaleString('en')

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const spans: readonly [Milliseconds, string][] = [
  [365 * day, 'y'],
  [60 * day, 'mo'],
  [day, 'd'],
  [hour, 'h'],
  [minute, 'min'],
  [second, 's'],
]
/** A month is shown from two on; it is then a twelfth of a year. */
const monthSpan = (365 * day) / 12

/** How long, in its largest unit: "41 d", "6 h", "12 min", "4 s"; below a second "0 s". */
export function formatSpan(span: Milliseconds): string {
  const [size, unit] = spans.find(([least]) => span >= least) ?? [second, 's']
  return `${Math.floor(Math.max(0, span) / (unit === 'mo' ? monthSpan : size))}${gap}${unit}`
}

/** How long something took: "4 ms", "0.31 s", "12.4 s", "3 min 20 s". */
export function formatTook(span: Milliseconds): string {
  if (span < 100) return `${Math.max(0, Math.round(span))}${gap}ms`
  if (span < minute) return `${figures(span / second)}${gap}s`
  const whole = Math.round(span / second)
  return `${Math.floor(whole / 60)}${gap}min ${whole % 60}${gap}s`
}
