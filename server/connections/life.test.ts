import { expect, test } from 'vitest'
import { type Life, type LifeEvent, step, unopened } from './life.ts'

const host = { hypervisor: 'QEMU', hostname: null, version: null, libraryVersion: null, lacks: [] }
const error = { code: 'host.lost', detail: null, request: 'r', trouble: null } as const
const lost = (at: number, retryAt: number | null = at + 1): LifeEvent => ({
  type: 'ended',
  at,
  error,
  retryAt,
  kept: true,
})
const after = (...events: LifeEvent[]): Life => events.reduce(step, unopened)
const open: LifeEvent[] = [
  { type: 'asked', at: 1 },
  { type: 'reached', at: 2, rung: 'authenticating' },
  { type: 'opened', at: 3, host },
]

test('opening names the rung and when it began', () => {
  const life = after({ type: 'asked', at: 1 }, { type: 'reached', at: 2, rung: 'opening' })
  expect(life.state).toEqual({ phase: 'opening', rung: 'opening', asks: false, since: 1 })
})

test('a rung reached twice is news once', () => {
  const life = after({ type: 'asked', at: 1 }, { type: 'reached', at: 2, rung: 'opening' })
  expect(step(life, { type: 'reached', at: 3, rung: 'opening' }).state).toBe(life.state)
})

test('what was never to be kept open closes with the reason', () => {
  const failed = { type: 'ended', at: 2, error, retryAt: null, kept: false } as const
  expect(after({ type: 'asked', at: 1 }, failed).state).toEqual({ phase: 'closed', error })
})

test('tries that fail leave it lost since the first moment', () => {
  const life = after(...open, lost(10), lost(20), { type: 'asked', at: 25 }, lost(30))
  expect(life.state).toEqual({ phase: 'lost', error, since: 10, retryAt: 31 })
})

test('a dial while lost does not show, an answer does', () => {
  const away = after(...open, lost(10))
  const dialling = step(away, { type: 'reached', at: 11, rung: 'dialling' })
  expect(dialling.state).toBe(away.state)
  const answered = step(dialling, { type: 'reached', at: 12, rung: 'authenticating' })
  expect(answered.state).toMatchObject({ phase: 'opening', since: 12 })
})

test('open again, it is lost anew at the next loss', () => {
  const life = after(...open, lost(10), ...open, lost(50))
  expect(life.state).toMatchObject({ phase: 'lost', since: 50 })
})

test('closing forgets why it was lost', () => {
  expect(after(...open, lost(10), { type: 'closed' })).toEqual(unopened)
})

test('asking shows while it is opened, and at no other time', () => {
  const asking = after({ type: 'asked', at: 1 }, { type: 'asks', asks: true })
  expect(asking.state).toMatchObject({ phase: 'opening', asks: true })
  expect(step(asking, { type: 'asks', asks: false }).state).toMatchObject({ asks: false })
  const away = after(...open, lost(10))
  expect(step(away, { type: 'asks', asks: true }).state).toBe(away.state)
})
