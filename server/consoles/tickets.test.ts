import { expect, test } from 'vitest'
import { FakeClock } from '../../lib/fake-clock.ts'
import { type Claim, Tickets } from './tickets.ts'

const claim: Claim = { console: 'c', session: 's', person: 'p', origin: 'https://oirase.example' }
const setUp = () => {
  const clock = new FakeClock()
  return { clock, tickets: new Tickets(clock) }
}
const denied = expect.objectContaining({ code: 'permission.denied' })

test('a ticket lets in who it was given to, once', () => {
  const { tickets } = setUp()
  const ticket = tickets.issue(claim)
  tickets.redeem(ticket, claim)
  expect(() => tickets.redeem(ticket, claim)).toThrow(denied)
})

test.each<Partial<Claim>>([
  { console: 'another' },
  { session: 'another' },
  { person: 'another' },
  { origin: 'https://elsewhere.example' },
])('a ticket shown with another %o lets nobody in, and is spent by that', (other) => {
  const { tickets } = setUp()
  const ticket = tickets.issue(claim)
  expect(() => tickets.redeem(ticket, { ...claim, ...other })).toThrow(denied)
  expect(() => tickets.redeem(ticket, claim)).toThrow(denied)
})

test('a ticket is good for thirty seconds', async () => {
  const { clock, tickets } = setUp()
  const [early, late] = [tickets.issue(claim), tickets.issue(claim)]
  await clock.advance(29_999)
  tickets.redeem(early, claim)
  await clock.advance(1)
  expect(() => tickets.redeem(late, claim)).toThrow(denied)
})

test('a made-up ticket lets nobody in', () => {
  const { tickets } = setUp()
  expect(() => tickets.redeem('guessed', claim)).toThrow(denied)
})

test('one session holds so many unused ones, until they have run out', async () => {
  const { clock, tickets } = setUp()
  for (let count = 0; count < 32; count++) tickets.issue(claim)
  expect(() => tickets.issue(claim)).toThrow(expect.objectContaining({ code: 'server.busy' }))
  tickets.issue({ ...claim, session: 'another' })
  await clock.advance(30_000)
  tickets.issue(claim)
})
