import { expect, test } from 'vitest'
import { gibibytes, megabits, megabytes, sumOf } from './figures.ts'

test.each([
  [0, '0'],
  [4_000, '0'],
  [20_000, '0.02'],
  [120_000, '0.1'],
  [3_420_000, '3.4'],
  [99_960_000, '100'],
  [342_000_000, '342'],
  [null, '–'],
])('%d bytes a second are %s MB/s', (rate, said) => {
  expect(megabytes(rate)).toBe(said)
})

test.each([
  [65_536, '0.06'],
  [524_288, '0.5'],
  [4_194_304, '4'],
  [29.24 * 1_048_576, '29.2'],
  [512 * 1_048_576, '512'],
])('%d KiB are %s GiB', (memory, said) => {
  expect(gibibytes(memory)).toBe(said)
})

test('networks count bits', () => {
  expect(megabits(1_000_000)).toBe('8.0')
})

test('one direction unknown leaves the other', () => {
  expect(sumOf(null, 2)).toBe(2)
  expect(sumOf(2, null)).toBe(2)
  expect(sumOf(null, null)).toBeNull()
})
