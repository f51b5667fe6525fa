import { expect, test } from 'vitest'
import { whyNotCpus } from './why-not-cpus.ts'

test.each([
  ['0', 8, null],
  ['0-3,5,^2', 8, null],
  [' 7 ', 8, null],
  ['8', null, null],
  ['', 8, 'At least one CPU is needed.'],
  ['all', 8, 'Numbers and ranges with commas between are needed: 0-3,5.'],
  ['3-1', 8, 'Numbers and ranges with commas between are needed: 0-3,5.'],
  ['0-1,^0,^1', 8, 'No CPU is left of it.'],
  ['0-8', 8, 'The host has no CPU 8: its last is 7.'],
])('%j on a host of %j CPUs: %j', (text, count, why) => {
  expect(whyNotCpus(text, count)).toBe(why)
})
