import { expect, test } from 'vitest'
import { holdsWords } from './holds-words.ts'

test.each([
  ['', true],
  ['mika', true],
  ['FORCE mika', true],
  ['db off', true],
  ['mika run', false],
])('the filter %j keeps the line: %s', (filter, kept) => {
  expect(holdsWords(filter, 'Mika', 'Force off', null, 'db-primary')).toBe(kept)
})
