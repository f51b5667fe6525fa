import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { Failure } from '../../lib/failure.ts'
import { echoingConsoles } from '../consoles/fake-consoles.ts'
import { type FakeDisplay, fakeDisplay } from '../consoles/fake-display.ts'
import { answerChallenge } from '../consoles/rfb/challenge.ts'
import { letIn, linkMess, linkReply, words } from '../consoles/spice/fake-spice.ts'
import { take } from '../consoles/take.ts'
import type { OpenDisplay } from '../drivers/driver.ts'
import {
  type Entering,
  enter,
  type Look,
  looking,
  operator,
  screen,
  somebody,
} from './fake-console-page.ts'
import { type FakeServer, startFakeServer } from './fake-server.ts'

const forever = new AbortController().signal
const version = 'RFB 003.008\n'
const zero = Buffer.alloc(4)
const secret = 'open sesame'

let server: FakeServer
beforeAll(async () => {
  server = await startFakeServer()
})
afterAll(() => server.stop())
const looks: Look[] = []
afterEach(() => {
  for (const { socket } of looks.splice(0)) socket.terminate()
})

/** Whoever is dialled behaves so; what was dialled is returned. */
function behaving(
  behave: (display: FakeDisplay) => Promise<unknown>,
  options: Parameters<typeof fakeDisplay>[0] = {},
): OpenDisplay[] {
  const dialled: OpenDisplay[] = []
  server.driver.consoles = {
    ...echoingConsoles(),
    openDisplay: async (_, __, how) => {
      dialled.push(how)
      const one = fakeDisplay(options)
      behave(one).catch(() => undefined)
      return one.display
    },
  }
  return dialled
}

async function look(): Promise<Look & { console: string; cookie: string }> {
  const { cookie } = await somebody(server, operator)
  const one = Object.assign(await looking(server, cookie, screen), { cookie })
  looks.push(one)
  return one
}
const typesOf = ({ words: said }: Look) => said.map(({ type }) => type)

/** A VNC display up to where it lets somebody in. */
async function greet({ host }: FakeDisplay, type: number): Promise<void> {
  host.write(version)
  await take(host, 12, forever)
  host.write(Buffer.of(1, type))
  await take(host, 1, forever)
}

/** A page that greets as noVNC does. */
async function greeted(page: Look): Promise<void> {
  await expect.poll(() => page.text).toBe(version)
  page.say(version)
  await expect.poll(() => page.text.length).toBe(14)
  page.say(Buffer.of(1))
  await expect.poll(() => page.text.length).toBe(18)
}

test('a password that is asked for goes to the display, and nowhere else', async () => {
  behaving(async (display) => {
    await greet(display, 2)
    display.host.write(Buffer.alloc(16, 7))
    const answer = await take(display.host, 16, forever)
    const right = answer.equals(answerChallenge(Buffer.alloc(16, 7), secret))
    display.host.write(right ? zero : Buffer.from('00000001000000046e6f7065', 'hex'))
  })
  const page = await look()
  page.ask({ type: 'answer', user: '', password: 'nobody waits for this' })
  await expect.poll(() => page.words.at(-1)).toMatchObject({ type: 'asks', what: 'password' })
  page.ask({ type: 'answer', user: '', password: 'wrong' })
  await expect
    .poll(() => page.words.at(-1))
    .toEqual({
      ...{ type: 'asks', what: 'password' },
      reason: 'It did not take that password: nope',
    })
  expect(page.text).toBe('')
  page.ask({ type: 'answer', user: '', password: secret })
  await expect.poll(() => typesOf(page)).toContain('opened')
  await greeted(page)
  page.close()
  await page.closed
  await expect.poll(async () => (await server.store.audit.last())?.verb).toBe('console.close')
  const kept = JSON.stringify([server.lines, await server.store.audit.last(), page.words])
  expect(kept).not.toContain(secret)
})

test.each<[string, (display: FakeDisplay) => Promise<unknown>, string]>([
  ['at once', async ({ host }) => host.destroy(), 'host.lost'],
  ['in its version', async ({ host }) => host.end('RFB 0'), 'host.lost'],
  ['before its list', async ({ host }) => host.end(version), 'host.lost'],
  ['in its list', async ({ host }) => host.end(`${version}\u0005\u0002`), 'host.lost'],
  ['before its word', async (one) => greet(one, 1).then(() => one.host.end()), 'host.lost'],
  [
    'in a reason of 4 GiB',
    async (one) =>
      greet(one, 1).then(() => one.host.end(Buffer.from('00000001ffffffff6e6f', 'hex'))),
    'host.refused',
  ],
  [
    'after offering all 255 kinds of security',
    async ({ host }) => host.end(Buffer.concat([Buffer.from(version), Buffer.alloc(256, 255)])),
    'host.nothing-in-common',
  ],
  [
    'in VeNCrypt',
    async (one) => greet(one, 19).then(() => one.host.end(Buffer.of(0, 2, 0, 255, 0))),
    'host.lost',
  ],
])('a display that hangs up %s is told of, and the server goes on', async (_, behave, code) => {
  behaving(behave)
  const page = await look()
  await page.closed
  expect(page.words.at(-1)).toMatchObject({ type: 'ended', error: { code } })
  expect(page.text).toBe('')
})

test('a SASL offer of 4 GiB is not waited for', async () => {
  behaving(async (one) => {
    await greet(one, 20)
    one.host.write(Buffer.from('ffffffff', 'hex'))
  })
  const page = await look()
  await page.closed
  expect(page.words.at(-1)).toMatchObject({ error: { code: 'host.broke-protocol' } })
})

test('a page that sends what is no request or no message of VNC is hung up on', async () => {
  const behave = (one: FakeDisplay) => greet(one, 1).then(() => one.host.write(zero))
  behaving(behave)
  const garbage = await look()
  garbage.socket.send('{"type":"take"')
  expect(await garbage.closed).toBe(1008)
  const other = await look()
  await greeted(other)
  other.say(Buffer.from([1, 77]))
  await other.closed
  expect(other.words.at(-1)).toMatchObject({ type: 'ended', error: { code: 'request.invalid' } })
  const huge = await look()
  await greeted(huge)
  // ClientCutText of a gigabyte
  huge.say(Buffer.from([1, 6, 0, 0, 0, 64, 0, 0, 0]))
  await huge.closed
  expect(huge.words.at(-1)).toMatchObject({ error: { code: 'request.too-large' } })
})

const spice = { kind: 'spice', password: 'hidden' } as const
const noSuchConnection = 8

test('a SPICE channel is let in by the same sign-in from the same page only, and once it is open', async () => {
  behaving(({ host }) => letIn(host, () => noSuchConnection), spice)
  const page = await look()
  await expect.poll(() => typesOf(page)).toContain('opened')
  const { cookie: stranger } = await somebody(server, operator)
  const mine: Entering = { console: page.console, cookie: page.cookie, ticket: null }
  expect(await enter(server, { ...mine, cookie: null })).toBe(401)
  expect(await enter(server, { ...mine, cookie: stranger })).toBe(403)
  expect(await enter(server, { ...mine, origin: 'https://elsewhere.example' })).toBe(403)
  expect(await enter(server, { ...mine, console: 'another' })).toBe(403)
  page.close()
  await page.closed
  await expect.poll(() => enter(server, mine)).toBe(403)
})

test.each([
  ['the main channel is refused', 7, 'host.refused-login', 'It did not accept the password.'],
  ['there is no such channel', 10, 'host.refused', 'It has no such channel.'],
])('why a SPICE console ends is told over its first socket: %s', async (...row) => {
  const [, error, code, detail] = row
  let channels = 0
  behaving(async ({ host }) => {
    channels += 1
    if (channels === 1) return letIn(host, () => noSuchConnection)
    if (code === 'host.refused-login') return letIn(host, () => error)
    return host.write(linkReply({ error }))
  }, spice)
  const page = await look()
  await expect.poll(() => typesOf(page)).toContain('opened')
  const main = await enter(server, { console: page.console, cookie: page.cookie, ticket: null })
  if (typeof main === 'number') throw new Error(`refused with ${main}`)
  looks.push(main)
  main.say(Buffer.concat([linkMess(1), words(1), Buffer.alloc(128)]))
  await page.closed
  expect(page.words.at(-1)).toMatchObject({ type: 'ended', error: { code, detail } })
  await main.closed
})

test('a display that cannot be dialled says why', async () => {
  server.driver.consoles = {
    ...echoingConsoles(),
    openDisplay: () => Promise.reject(new Failure('host.no-way', 'It listens nowhere.')),
  }
  const page = await look()
  await page.closed
  expect(page.words.at(-1)).toMatchObject({ error: { code: 'host.no-way' } })
})
