import { expect, test } from 'vitest'
import { Offers } from './offers.ts'

test('a host that has proved itself is known by that when it wants the password instead', () => {
  const offers = new Offers()
  offers.note('h', 'SCRAM-SHA-256')
  expect(offers.better('h', 'PLAIN')).toBe('SCRAM-SHA-256')
  expect(offers.better('h', 'SCRAM-SHA-1')).toBeNull()
  expect(offers.better('other', 'PLAIN')).toBeNull()
})

test('one that never did is not', () => {
  const offers = new Offers()
  offers.note('h', 'PLAIN')
  expect(offers.better('h', 'PLAIN')).toBeNull()
})

test('a thousand are remembered, those heard of last', () => {
  const offers = new Offers()
  for (let host = 0; host < 1_001; host++) {
    offers.note(String(host), 'SCRAM-SHA-1')
    offers.note('0', 'SCRAM-SHA-1')
  }
  expect(offers.better('0', 'PLAIN')).not.toBeNull()
  expect(offers.better('1', 'PLAIN')).toBeNull()
  expect(offers.better('1000', 'PLAIN')).not.toBeNull()
})
