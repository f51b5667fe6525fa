import { duplexPair } from 'node:stream'
import { expect, test } from 'vitest'
import { fakeDisplay } from '../fake-display.ts'
import { take } from '../take.ts'
import { linkMess, linkReply, openedTicket, words } from './fake-spice.ts'
import { link } from './link.ts'

const forever = new AbortController().signal
const inputs = 3
const asked = (common?: number) => linkMess(inputs, common)
const answered = linkReply

function setUp(password: string | null = 'hidden') {
  const { display, host } = fakeDisplay({ kind: 'spice', password })
  const other = fakeDisplay({ kind: 'spice', password })
  const redialled: (boolean | null)[] = []
  const redial = async (tls: boolean | null) => {
    redialled.push(tls)
    return other.display
  }
  const [browser, page] = duplexPair()
  const linked = link({ display, redial, browser, signal: forever })
  linked.catch(() => undefined)
  const read = (stream: typeof host, count: number) => take(stream, count, forever)
  return { host, other: other.host, redialled, page, linked, read }
}

const itsTicket = Buffer.alloc(128, 9)
/** Up to the ticket that the display gets. */
async function ticketOf({ host, page, read }: ReturnType<typeof setUp>) {
  page.write(Buffer.concat([asked(), words(1), itsTicket]))
  expect(await read(host, asked().length)).toEqual(asked())
  host.write(answered())
  expect(await read(page, answered().length)).toEqual(answered())
  expect(await read(host, 4)).toEqual(words(1))
  return read(host, 128)
}

test('a display gets its password, sealed for it, and not what the page sent', async () => {
  const set = setUp()
  expect(openedTicket(await ticketOf(set))).toBe('hidden\0')
  set.host.write(words(0))
  expect(await set.read(set.page, 4)).toEqual(words(0))
  expect(await set.linked).toMatchObject({ channel: inputs, mini: true })
})

test('a display whose password nobody knows gets what the page sent', async () => {
  const set = setUp(null)
  expect(await ticketOf(set)).toEqual(itsTicket)
  set.host.write(words(0))
  await set.linked
})

test('an old display is told no way to sign in, and its messages have the old head', async () => {
  const set = setUp()
  set.page.write(Buffer.concat([asked(), itsTicket]))
  await set.read(set.host, asked().length)
  set.host.write(answered({ common: 0 }))
  expect(openedTicket(await set.read(set.host, 128))).toBe('hidden\0')
  set.host.write(words(0))
  expect(await set.linked).toMatchObject({ channel: inputs, mini: false })
})

test('what a display says after it let us in is left for the page', async () => {
  const set = setUp()
  await ticketOf(set)
  set.host.write(Buffer.concat([words(0), Buffer.from('more')]))
  await set.linked
  expect(await set.read(set.page, 4)).toEqual(words(0))
  expect(set.page.read()).toBeNull()
})

test('a password that is not taken is told to both', async () => {
  const set = setUp()
  await ticketOf(set)
  set.host.write(words(7))
  await expect(set.linked).rejects.toMatchObject({
    code: 'host.refused-login',
    detail: 'It did not accept the password.',
  })
  expect(await set.read(set.page, 4)).toEqual(words(7))
})

test.each<[string, Buffer, string]>([
  ['what is no display', Buffer.from('SSH-2.0-OpenSSH_9.2p1\r\n'), 'host.broke-protocol'],
  ['an endless greeting', Buffer.from('REDQ000000000000ffffffff'), 'host.broke-protocol'],
  ['a greeting without a key', linkReply({ sealedFor: Buffer.alloc(0) }), 'host.broke-protocol'],
  ['a channel that there is not', answered({ error: 10 }), 'host.refused'],
  ['a display that lets in by SASL only', answered({ common: 1 << 0 }), 'host.unsupported'],
  ['a key that is none', answered({ sealedFor: Buffer.alloc(162) }), 'host.broke-protocol'],
])('%s is said so', async (_, said, code) => {
  const set = setUp()
  set.page.write(Buffer.concat([asked(), words(1), itsTicket]))
  set.host.write(said)
  await expect(set.linked).rejects.toMatchObject({ code })
})

test.each([
  ['TLS', 5, true],
  ['no TLS', 6, false],
])(
  'a channel that a display wants with %s is dialled so, and the page hears nothing of it',
  async (...row) => {
    const [, error, tls] = row
    const set = setUp()
    set.page.write(Buffer.concat([asked(), words(1), itsTicket]))
    set.host.write(answered({ error }))
    expect(await set.read(set.other, asked().length)).toEqual(asked())
    set.other.write(answered())
    expect(await set.read(set.page, answered().length)).toEqual(answered())
    await set.read(set.other, 4)
    expect(openedTicket(await set.read(set.other, 128))).toBe('hidden\0')
    set.other.write(words(0))
    await set.linked
    expect(set.redialled).toEqual([tls])
  },
)

test('abilities that are said to stand elsewhere are none, and nothing breaks', async () => {
  const set = setUp()
  const far = asked()
  far.writeUInt32LE(0xff_ff_ff_ff, 16 + 14)
  set.page.write(Buffer.concat([far, itsTicket]))
  set.host.write(Buffer.concat([answered(), words(0)]))
  expect(await set.linked).toMatchObject({ mini: false })
})

test.each([
  ['no greeting', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ['an endless one', Buffer.concat([Buffer.from('REDQ'), words(2, 2, 0xff_ff_ff_ff)])],
])('of a page that sends %s the display hears nothing', async (_, said) => {
  const set = setUp()
  set.page.write(said)
  await expect(set.linked).rejects.toMatchObject({ code: 'request.invalid' })
  expect(set.host.read()).toBeNull()
})

test('a display that hangs up in the middle is lost, not waited for', async () => {
  const set = setUp()
  set.page.write(asked())
  set.host.end(answered().subarray(0, 50))
  await expect(set.linked).rejects.toMatchObject({ code: 'host.lost' })
})
