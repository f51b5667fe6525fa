import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Admission } from '../../lib/contract/consoles.ts'
import type { Grant } from '../../lib/contract/people.ts'
import { FakeClock } from '../../lib/fake-clock.ts'
import { fakeUuid } from '../connections/fake-driver.ts'
import { echoingConsoles } from '../consoles/fake-consoles.ts'
import {
  admission as admitted,
  type Entering,
  enter as entered,
  looking as lookInto,
  somebody as newcomer,
  operator,
  shell,
  viewer,
} from './fake-console-page.ts'
import { type FakeServer, startFakeServer } from './fake-server.ts'
import { elsewhere, here } from './fake-services.ts'

let server: FakeServer
let guest: ReturnType<typeof echoingConsoles>
beforeAll(async () => {
  server = await startFakeServer({ OIRASE_VIEWERS_WATCH: 'yes' })
})
beforeEach(() => {
  guest = echoingConsoles()
  server.driver.consoles = guest
})
afterAll(() => server.stop())

const somebody = (grants: Grant[]) => newcomer(server, grants)
type Somebody = Awaited<ReturnType<typeof somebody>>
const admission = ({ cookie }: Somebody) => admitted(server, cookie, shell)
const enter = (entering: Entering) => entered(server, entering)
const looking = ({ cookie }: Somebody, verb?: 'open' | 'watch') =>
  lookInto(server, cookie, shell, verb)

test('what a guest says is seen, and what is typed reaches it', async () => {
  const look = await looking(await somebody(operator))
  await expect.poll(() => look.text).toBe('hello ')
  look.say('abc')
  await expect.poll(() => look.text).toBe('hello ABC')
  look.close()
})

test.each<
  [
    string,
    (mine: Entering & { other?: string }, other: Somebody, another: Admission) => Partial<Entering>,
    number,
  ]
>([
  ['without a sign-in', () => ({ cookie: null }), 401],
  ['by another person', (_, other) => ({ cookie: other.cookie }), 403],
  ['by another sign-in of the same person', (mine) => ({ cookie: mine.other ?? null }), 403],
  ['from another site', () => ({ origin: 'https://elsewhere.example' }), 403],
  ['for another console', (_mine, _other, another) => ({ console: another.console }), 403],
  ['that was made up', () => ({ ticket: 'x'.repeat(43) }), 403],
])('a ticket %s is refused, and kept in the audit', async (_, change, status) => {
  const [who, other] = [await somebody(operator), await somebody(operator)]
  const mine = { ...(await admission(who)), cookie: who.cookie, other: await who.again() }
  const another = await admission(who)
  const answer = await enter({ ...mine, ...change(mine, other, another) })
  expect(answer).toBe(status)
  if (status === 403) {
    await expect.poll(async () => (await server.store.audit.last())?.verb).toBe('console.enter')
  }
  expect(guest.opened).toEqual([])
})

test('a ticket is good once', async () => {
  const who = await somebody(operator)
  const mine = { ...(await admission(who)), cookie: who.cookie }
  const look = await enter(mine)
  expect(look).toBeTypeOf('object')
  expect(await enter(mine)).toBe(403)
  if (typeof look === 'object') look.close()
})

test('a ticket is good for half a minute', async () => {
  const clock = new FakeClock()
  const slow = await startFakeServer({}, { clock })
  try {
    slow.driver.consoles = guest
    const { cookie } = await newcomer(slow, operator)
    const [soon, late] = [await admitted(slow, cookie, shell), await admitted(slow, cookie, shell)]
    await clock.advance(29_000)
    const look = await entered(slow, { ...soon, cookie })
    expect(look).toBeTypeOf('object')
    await clock.advance(1_000)
    expect(await entered(slow, { ...late, cookie })).toBe(403)
    if (typeof look === 'object') look.close()
  } finally {
    await slow.stop()
  }
})

test('nobody elsewhere gets a ticket, and a viewer none that types', async () => {
  const target = (verb: string) =>
    `/api/connections/${here}/domains/${fakeUuid(1)}/consoles/${verb}`
  const stranger = await somebody([{ connection: elsewhere, role: 'administrator' }])
  const watcher = await somebody(viewer)
  for (const [{ cookie }, verb] of [
    [stranger, 'open'],
    [stranger, 'watch'],
    [watcher, 'open'],
  ] as const) {
    const { status } = await server.ask('POST', target(verb), { cookie, body: { choice: shell } })
    expect(status).toBe(403)
  }
})

test('two look at one stream; one types, and hands the keyboard over', async () => {
  const [ada, bo] = [await somebody(operator), await somebody(operator)]
  const first = await looking(ada)
  await expect.poll(() => first.text).toBe('hello ')
  const second = await looking(bo)
  await expect.poll(() => second.text).toBe('hello ')
  expect(guest.opened).toEqual(['serial0'])
  second.say('no')
  first.say('yes')
  await expect.poll(() => second.text).toBe('hello YES')
  second.ask({ type: 'take' })
  await expect.poll(() => first.people.find(({ controls }) => controls)?.person).toBe(bo.name)
  first.say('no')
  second.say('too')
  await expect.poll(() => first.text).toBe('hello YESTOO')
  first.close()
  second.close()
})

test('a viewer watches and never types', async () => {
  const look = await looking(await somebody(viewer), 'watch')
  await expect.poll(() => look.text).toBe('hello ')
  look.ask({ type: 'take' })
  look.say('no')
  const other = await looking(await somebody(operator))
  other.say('yes')
  await expect.poll(() => look.text).toBe('hello YES')
  expect(look.people.map(({ controls }) => controls)).toEqual([false, true])
  look.close()
  other.close()
})

test('a console ends with the sign-in it was opened by', async () => {
  const who = await somebody(operator)
  const look = await looking(who)
  await server.auth.sessions.endAll(who.id)
  await look.closed
  expect(look.words.at(-1)).toMatchObject({ type: 'ended', error: { code: 'permission.denied' } })
  await expect
    .poll(() => server.store.audit.last())
    .toMatchObject({ verb: 'console.close', result: 'permission.denied' })
})

test('who loses the right to operate watches on where that is allowed', async () => {
  const who = await somebody(operator)
  const look = await looking(who)
  await expect.poll(() => look.people[0]?.controls).toBe(true)
  server.auth.viewers.granted({ id: who.id, name: who.name, grants: viewer, createdAt: 0 })
  await expect.poll(() => look.people[0]?.controls).toBe(false)
  server.auth.viewers.granted({ id: who.id, name: who.name, grants: [], createdAt: 0 })
  await look.closed
})

test('the guest’s end is told, and the audit keeps how much was carried', async () => {
  const who = await somebody(operator)
  const look = await looking(who)
  expect(await server.store.audit.last()).toMatchObject({
    ...{ verb: 'console.open', result: 'done', person: who.name },
    subject: expect.stringContaining(fakeUuid(1)),
  })
  await expect.poll(() => look.text).toBe('hello ')
  guest.end()
  await look.closed
  expect(look.words.at(-1)).toEqual({ type: 'ended', error: null })
  const deed = await server.store.audit.last()
  expect(deed).toMatchObject({ verb: 'console.close', result: 'done' })
  expect(deed?.detail).toContain('"down":6')
})
