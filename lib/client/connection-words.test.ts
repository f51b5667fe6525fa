import { expect, test } from 'vitest'
import type { ConnectionState } from '../contract/live.ts'
import { needsYou, openingWords, phaseWords } from './connection-words.ts'

const error = { code: 'host.needs-you', detail: null, request: '', trouble: null } as const
const asking: readonly ConnectionState[] = [
  { phase: 'closed', error },
  { phase: 'lost', error, since: 5, retryAt: null },
]

test('a connection that stopped at a question needs somebody, closed or lost', () => {
  for (const state of asking) {
    expect(needsYou(state)).toBe(true)
    expect(phaseWords(state)).toMatch(/reopen/)
  }
})

test('any other end does not', () => {
  const other: ConnectionState = { phase: 'closed', error: { ...error, code: 'host.silent' } }
  expect(needsYou(other)).toBe(false)
  expect(needsYou({ phase: 'closed', error: null })).toBe(false)
  expect(phaseWords(other)).toMatch(/in time/)
})

test('while somebody is asked, that is what it waits for, not the rung', () => {
  expect(openingWords({ rung: 'logging-in', asks: false })).toContain('logging in')
  expect(openingWords({ rung: 'logging-in', asks: true })).toContain('an answer')
})
