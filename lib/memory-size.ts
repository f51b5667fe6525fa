import type { KiB } from './units.ts'

/** The units in which a person writes an amount of memory, each in KiB. */
const sizes = { KiB: 1, MiB: 1024, GiB: 1024 * 1024 } as const
export type MemoryUnit = keyof typeof sizes
export const memoryUnits = Object.keys(sizes) as [MemoryUnit, ...MemoryUnit[]]

/** An amount as it is written in a field: 2097152 KiB → 2, GiB. The largest unit that leaves no fraction. */
export function writeMemory(kib: KiB): { amount: string; unit: MemoryUnit } {
  const whole = memoryUnits.filter((unit) => kib % sizes[unit] === 0)
  const unit = whole.at(-1) ?? 'KiB'
  return { amount: String(kib / sizes[unit]), unit }
}

/** An amount in another unit, for who changes the unit and not the amount: 1 MiB → 0.000977 GiB. */
export const inUnit = (kib: KiB, unit: MemoryUnit): string =>
  String(Number((kib / sizes[unit]).toFixed(6)))

/** What is written in a field, rounded to whole KiB; null for what is no amount above zero. */
export function readMemory(amount: string, unit: MemoryUnit): KiB | null {
  if (!/^\s*\d{1,15}(?:\.\d{1,6})?\s*$/.test(amount)) return null
  const kib = Math.round(Number(amount) * sizes[unit])
  return kib > 0 && Number.isSafeInteger(kib) ? kib : null
}
