import { expect, test } from 'vitest'
import { sources } from './sources.ts'

/** Tables that are nothing but rows may be as long as the thing they list; each is named here. */
const pureTables = new Set<string>([])

const lengths = [...sources()]
  .filter(
    ([file]) => !file.includes('.test.') && !file.includes('/golden/') && !pureTables.has(file),
  )
  .map(([file, text]) => ({ file, lines: text.split('\n').length - 1 }))
  .sort((a, b) => a.lines - b.lines)

test('nothing written by hand is over 400 lines', () => {
  expect(lengths.filter(({ lines }) => lines > 400)).toEqual([])
})

test('half of the files are at most 90 lines and nine in ten at most 250', () => {
  const at = (share: number) => lengths[Math.floor((lengths.length - 1) * share)]?.lines ?? 0
  expect(at(0.5)).toBeLessThanOrEqual(90)
  expect(at(0.9)).toBeLessThanOrEqual(250)
})
