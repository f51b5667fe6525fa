import { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import type { ConsoleSocket } from './console-socket.ts'
import { DisplayLook } from './display-look.ts'
import { type FakeDisplay, fakeDisplay } from './fake-display.ts'
import type { Relay, RelayEnds } from './relay.ts'

const browser = new Duplex() as ConsoleSocket

function setUp(channel: Relay['channel']) {
  const dialled: FakeDisplay[] = []
  const relay: Relay = {
    first: async ({ opened, ask }) => opened(await ask({ what: 'password', reason: null })),
    channel,
  }
  const look = new DisplayLook({
    dial: async () => {
      const one = fakeDisplay({ kind: 'spice', password: 'of the definition' })
      dialled.push(one)
      return one.display
    },
    relays: { vnc: relay, spice: relay },
    ask: async () => ({ user: '', password: 'typed' }),
    mayType: () => true,
    signal: new AbortController().signal,
  })
  return { look, dialled }
}

test('what was typed to be let in lets in further channels, and nobody else hears of it', async () => {
  const passwords: (string | null)[] = []
  const { look, dialled } = setUp(async ({ display, redial }: RelayEnds) => {
    passwords.push(display.password, (await redial(true)).password)
  })
  const opened: string[] = []
  await look.first(browser, (kind) => opened.push(kind))
  await look.channel(browser)
  expect(opened).toEqual(['spice'])
  expect(passwords).toEqual(['typed', 'typed'])
  expect(dialled.map(({ display }) => display.wire.stream.destroyed)).toEqual([true, true, true])
})

test('seventeen channels at once are one too many', async () => {
  let end = () => {}
  const lasting = new Promise<void>((resolve) => {
    end = resolve
  })
  const { look } = setUp(() => lasting)
  const open = Array.from({ length: 16 }, () => look.channel(browser))
  await expect(look.channel(browser)).rejects.toMatchObject({ code: 'server.busy' })
  end()
  await Promise.all(open)
  await look.channel(browser)
})

test('a display that takes one socket only has no channels', async () => {
  const { look } = setUp(null)
  await expect(look.channel(browser)).rejects.toMatchObject({ code: 'request.invalid' })
})
