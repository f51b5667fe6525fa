import { expect, test } from 'vitest'
import { nextTry, type Setback } from './retry.ts'

const setback = (change: Partial<Setback>): Setback => ({
  code: 'host.unreachable',
  away: 0,
  took: 0,
  wasOpen: true,
  reach: 'local',
  ...change,
})
const latest = () => 1
const earliest = () => 0

/** When each try begins, in ms since the link was lost, if every one fails at once. */
function tries(reach: Setback['reach'], until: number): number[] {
  const moments: number[] = []
  for (let away = 0; away < until; ) {
    away += nextTry(setback({ away, reach }), latest) ?? Number.POSITIVE_INFINITY
    moments.push(away)
  }
  return moments
}
const longestGap = (moments: number[]) =>
  Math.max(...moments.map((at, index) => at - (moments[index - 1] ?? 0)))

test('a host that was away for up to an hour is tried within 4 s of its return', () => {
  expect(longestGap(tries('network', 3_600_000))).toBeLessThanOrEqual(4_000)
})

test('a try that waited for an answer counts as waiting', () => {
  const away = { away: 60_000, reach: 'network' } as const
  expect(nextTry(setback({ ...away, took: 3_000 }), latest)).toBe(1_000)
  expect(nextTry(setback({ ...away, took: 4_000 }), latest)).toBe(500)
})

test('a daemon of this machine is tried at least every 3 s for as long as it is away', () => {
  expect(longestGap(tries('local', 86_400_000))).toBe(3_000)
})

test('a host of the network that is away for longer is left in peace more and more, at most for a minute', () => {
  const hours = [1, 1.5, 2, 10].map((away) =>
    nextTry(setback({ away: away * 3_600_000, reach: 'network' }), latest),
  )
  expect(hours).toEqual([4_000, 34_000, 60_000, 60_000])
})

test('the first try follows at once, but a dead socket is not hammered', () => {
  expect(nextTry(setback({ away: 0 }), earliest)).toBe(400)
  expect(tries('local', 60_000).length).toBeLessThan(60)
})

test('jitter only shortens a wait', () => {
  const waits = [0, 0.3, 1].map((chance) => nextTry(setback({ away: 15_000 }), () => chance))
  expect(waits).toEqual([800, 860, 1_000])
})

test.each([
  ['a wrong password', { code: 'host.refused-login' }],
  ['a host that is another', { code: 'host.untrusted' }],
  ['a question to nobody', { code: 'host.needs-you' }],
  ['a no to a question', { code: 'question.cancelled' }],
  ['a refusal at the first attempt', { code: 'host.denied', wasOpen: false }],
  ['a refusal that goes on', { code: 'host.denied', away: 10_000 }],
] as const)('%s is not tried again by itself', (_, change) => {
  expect(nextTry(setback(change), latest)).toBeNull()
})

test('a refusal just after a loss is tried again: the daemon may be coming up', () => {
  expect(nextTry(setback({ code: 'host.refused', away: 1_000 }), latest)).toBe(500)
})
