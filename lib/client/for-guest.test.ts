import { expect, test } from 'vitest'
import { mostForGuest, whyNotForGuest } from './for-guest.ts'

test('a text of up to 64 KiB of UTF-8 goes to a guest', () => {
  expect(whyNotForGuest('x'.repeat(mostForGuest))).toBeNull()
  expect(whyNotForGuest('€'.repeat(mostForGuest / 3))).toBeNull()
})

test('a longer one is refused with its size', () => {
  expect(whyNotForGuest('x'.repeat(mostForGuest + 1))).toContain('65 KiB')
  expect(whyNotForGuest('€'.repeat(mostForGuest / 2))).toContain('96 KiB')
})

test('nothing is not sent', () => {
  expect(whyNotForGuest('')).not.toBeNull()
})
