import { expect, test } from 'vitest'
import { inUnit, type MemoryUnit, readMemory, writeMemory } from './memory-size.ts'

test.each<[number, string, MemoryUnit]>([
  [2_097_152, '2', 'GiB'],
  [524_288, '512', 'MiB'],
  [1_572_864, '1536', 'MiB'],
  [1_000, '1000', 'KiB'],
])('%i KiB are written as %s %s, and read back', (kib, amount, unit) => {
  expect(writeMemory(kib)).toEqual({ amount, unit })
  expect(readMemory(amount, unit)).toBe(kib)
})

test.each<[string, MemoryUnit, number | null]>([
  ['1.5', 'GiB', 1_572_864],
  [' 8 ', 'MiB', 8_192],
  ['', 'MiB', null],
  ['0', 'MiB', null],
  ['-1', 'MiB', null],
  ['1e3', 'MiB', null],
  ['much', 'MiB', null],
  ['999999999999999', 'GiB', null],
])('%j %s is read as %j', (amount, unit, kib) => {
  expect(readMemory(amount, unit)).toBe(kib)
})

test.each<[number, MemoryUnit, string]>([
  [2_097_152, 'MiB', '2048'],
  [1_024, 'GiB', '0.000977'],
  [1_572_864, 'GiB', '1.5'],
])('%i KiB in %s are %s', (kib, unit, amount) => {
  expect(inUnit(kib, unit)).toBe(amount)
})
