import { expect, test } from 'vitest'
import { type FailureCode, failureKinds } from '../failure.ts'
import { comesBack, pauseBefore } from './coming-back.ts'

const ended = (code: FailureCode) => comesBack({ code, detail: null, request: '', trouble: null })

test('a guest that restarted, and a host or server that was away, are tried again', () => {
  expect(comesBack(null)).toBe(true)
  for (const code of [
    'host.lost',
    'host.unreachable',
    'object.missing',
    'server.unreachable',
  ] as const)
    expect(ended(code), code).toBe(true)
})

test('what was refused, or has no way, waits for somebody', () => {
  const codes = Object.keys(failureKinds) as FailureCode[]
  const again = codes.filter(ended)
  for (const code of [
    'permission.denied',
    'host.refused',
    'host.no-way',
    'question.cancelled',
  ] as const)
    expect(again).not.toContain(code)
  expect(again).toHaveLength(5)
})

test('it is tried soon at first, and never less often than every ten seconds', () => {
  expect([0, 1, 2, 3, 4, 5, 100].map(pauseBefore)).toEqual([
    500, 1_000, 2_000, 5_000, 10_000, 10_000, 10_000,
  ])
})
