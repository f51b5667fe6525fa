import { expect, test } from 'vitest'
import { rungs } from './rungs.ts'
import { rungsOf, rungsWith } from './rungs-of.ts'
import { transportNames } from './transports.ts'

test('every way ends with the listing and climbs in the order of the rungs', () => {
  for (const transport of [...transportNames, 'http', null] as const) {
    const climbed = rungsOf(transport)
    expect(climbed.at(-1), String(transport)).toBe('listing')
    expect(rungs.filter((rung) => climbed.includes(rung))).toEqual(climbed)
  }
})

test('a socket of this machine is neither looked up nor secured', () => {
  expect(rungsOf('unix')).not.toContain('resolving')
  expect(rungsOf('unix')).not.toContain('securing')
  expect(rungsOf('ssh')).toContain('tunnelling')
  expect(rungsOf('tls')).not.toContain('tunnelling')
})

test('the rung being climbed is always among those shown, in its place', () => {
  expect(rungsWith(rungsOf('tcp'), 'greeting')).toEqual(rungsOf('tcp'))
  expect(rungsWith(rungsOf(null), 'securing')).toEqual(['securing', 'opening', 'listing'])
})
