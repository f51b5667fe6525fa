import { expect, test } from 'vitest'
import { Failure } from '../../../lib/failure.ts'
import { RemoteError } from '../../rpc/errors.ts'
import { answeredNo, failureOf, unlessRefused } from './failures.ts'

const remoteError = (code: number, message: string | null = 'its words') =>
  new RemoteError({
    code,
    domain: 0,
    message,
    level: 2,
    dom: null,
    str1: null,
    str2: null,
    str3: null,
    int1: 0,
    int2: 0,
    net: null,
  })

test.each([
  [1, 'host.refused'],
  [3, 'host.unsupported'],
  [5, 'uri.refused'],
  [9, 'host.refused'],
  [29, 'host.read-only'],
  [39, 'host.refused'],
  [42, 'domain.missing'],
  [43, 'object.missing'],
  [45, 'host.refused-login'],
  [55, 'domain.wrong-state'],
  [72, 'object.missing'],
  [84, 'host.unsupported'],
  [88, 'host.denied'],
  [94, 'host.refused-login'],
  [9999, 'host.refused'],
])('libvirt’s error %i is told as %s, in the daemon’s own words', (code, expected) => {
  expect(failureOf(remoteError(code))).toMatchObject({ code: expected, detail: 'its words' })
})

test('a procedure that the daemon does not know is one it does not support', () => {
  expect(failureOf(remoteError(39, 'unknown procedure: 447')).code).toBe('host.unsupported')
})

test('what a host says is bounded and plain', () => {
  const { detail } = failureOf(remoteError(1, `\u001b[31m${'x'.repeat(100_000)}`))
  expect(detail).toHaveLength(1024)
  expect(detail).toMatch(/^␛\[31mx/)
})

test('a failure of the connection is no answer, and what has gone is not taken for a refusal', async () => {
  const lost = new Failure('host.lost')
  expect(failureOf(lost)).toBe(lost)
  expect(answeredNo(lost)).toBe(false)
  await expect(unlessRefused(Promise.reject(lost), 1)).rejects.toBe(lost)
  const gone = failureOf(remoteError(42))
  await expect(unlessRefused(Promise.reject(gone), 1)).rejects.toBe(gone)
  expect(await unlessRefused(Promise.reject(failureOf(remoteError(9))), 1)).toBe(1)
})
