import { constants, generateKeyPairSync, privateDecrypt } from 'node:crypto'
import { duplexPair } from 'node:stream'
import { expect, test } from 'vitest'
import { take } from '../take.ts'
import { link } from './link.ts'

const forever = new AbortController().signal
const bothAbilities = (1 << 0) | (1 << 3)
const inputs = 3

// as spice-server makes one for each link
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
const key = publicKey.export({ format: 'der', type: 'spki' })

const words = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, at) => {
    bytes.writeUInt32LE(value, at * 4)
  })
  return bytes
}
const greeting = (body: Buffer) =>
  Buffer.concat([Buffer.from('REDQ'), words(2, 2, body.length), body])

/** What a page says first: SpiceLinkMess with one word of common abilities. */
const asked = (common = bothAbilities) =>
  greeting(Buffer.concat([words(0), Buffer.of(inputs, 0), words(1, 0, 18, common)]))
/** What a display answers: SpiceLinkReply. */
const answered = ({ error = 0, common = bothAbilities, sealedFor = key } = {}) =>
  greeting(Buffer.concat([words(error), sealedFor, words(1, 0, 178, common)]))

function setUp(password: string | null = 'hidden') {
  const [display, host] = duplexPair()
  const [browser, page] = duplexPair()
  const linked = link({ display, browser, password, signal: forever })
  linked.catch(() => undefined)
  const read = (stream: typeof host, count: number) => take(stream, count, forever)
  return { host, page, linked, read }
}

const itsTicket = Buffer.alloc(128, 9)
const opened = (ticket: Buffer) =>
  String(
    privateDecrypt(
      { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
      ticket,
    ),
  )

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
  expect(opened(await ticketOf(set))).toBe('hidden\0')
  set.host.write(words(0))
  expect(await set.read(set.page, 4)).toEqual(words(0))
  expect(await set.linked).toEqual({ channel: inputs, mini: true })
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
  expect(opened(await set.read(set.host, 128))).toBe('hidden\0')
  set.host.write(words(0))
  expect(await set.linked).toEqual({ channel: inputs, mini: false })
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
  ['a greeting without a key', greeting(Buffer.alloc(40)), 'host.broke-protocol'],
  ['a display that wants TLS', answered({ error: 5 }), 'host.refused'],
  ['a key that is none', answered({ sealedFor: Buffer.alloc(162) }), 'host.broke-protocol'],
])('%s is said so', async (_, said, code) => {
  const set = setUp()
  set.page.write(Buffer.concat([asked(), words(1), itsTicket]))
  set.host.write(said)
  await expect(set.linked).rejects.toMatchObject({ code })
})

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
