import { duplexPair } from 'node:stream'
import { expect, test } from 'vitest'
import { Failure } from '../../../lib/failure.ts'
import { take } from '../take.ts'
import { answerChallenge } from './challenge.ts'
import { greet } from './greeting.ts'

const version = 'RFB 003.008\n'
const forever = new AbortController().signal

function setUp(password: string | null = null) {
  const [display, host] = duplexPair()
  const [browser, page] = duplexPair()
  const greeted = greet({ display, browser, password, signal: forever })
  greeted.catch(() => undefined)
  const read = (stream: typeof host, count: number) => take(stream, count, forever)
  return { host, page, greeted, read }
}

/** A page that greets as noVNC does and takes no security. */
async function pageLetIn({ page, read }: ReturnType<typeof setUp>) {
  expect(String(await read(page, 12))).toBe(version)
  page.write(version)
  expect([...(await read(page, 2))]).toEqual([1, 1])
  page.write(Buffer.of(1))
  expect([...(await read(page, 4))]).toEqual([0, 0, 0, 0])
}

async function hostOffers(set: ReturnType<typeof setUp>, ...types: number[]) {
  set.host.write(version)
  expect(String(await set.read(set.host, 12))).toBe(version)
  set.host.write(Buffer.of(types.length, ...types))
}

test('a VNC challenge is answered as VNC does, by eight characters of the password', () => {
  const challenge = Buffer.from('00112233445566778899aabbccddeeff', 'hex')
  // openssl enc -des-ecb -nopad -provider legacy -K 0e86ceceeef64e26, the bytes of "password" with their bits reversed
  const answer = 'b7b9c87777661a7a2299733209bfdfce'
  expect(answerChallenge(challenge, 'password').toString('hex')).toBe(answer)
  expect(answerChallenge(challenge, 'password and more').toString('hex')).toBe(answer)
})

test('a display that wants nothing is entered', async () => {
  const set = setUp()
  const entering = pageLetIn(set)
  entering.catch(() => undefined)
  set.host.write(version)
  await set.read(set.host, 12)
  set.host.write(Buffer.of(1, 1))
  expect([...(await set.read(set.host, 1))]).toEqual([1])
  set.host.write(Buffer.alloc(4))
  await entering
  await set.greeted
})

test('the display’s password is answered here, and the page is asked nothing', async () => {
  const set = setUp('secret')
  const entering = pageLetIn(set)
  entering.catch(() => undefined)
  await hostOffers(set, 2)
  expect([...(await set.read(set.host, 1))]).toEqual([2])
  const challenge = Buffer.alloc(16, 7)
  set.host.write(challenge)
  expect(await set.read(set.host, 16)).toEqual(answerChallenge(challenge, 'secret'))
  set.host.write(Buffer.alloc(4))
  await entering
  await set.greeted
})

test('a wrong password is told with the display’s own words', async () => {
  const set = setUp('wrong')
  set.page.write(version)
  await hostOffers(set, 2)
  await set.read(set.host, 1)
  set.host.write(Buffer.alloc(16))
  await set.read(set.host, 16)
  set.host.write(Buffer.from('00000001' + '00000004' + '6e6f7065', 'hex'))
  await expect(set.greeted).rejects.toMatchObject({ code: 'host.refused-login', detail: 'nope' })
})

test('a password that the definition does not have is asked in the page', async () => {
  const set = setUp()
  await hostOffers(set, 2)
  set.page.write(version)
  await set.read(set.page, 12)
  const challenge = Buffer.alloc(16, 3)
  await set.read(set.host, 1)
  set.host.write(challenge)
  expect([...(await set.read(set.page, 2))]).toEqual([1, 2])
  set.page.write(Buffer.of(2))
  expect(await set.read(set.page, 16)).toEqual(challenge)
  set.page.write(Buffer.alloc(16, 9))
  expect(await set.read(set.host, 16)).toEqual(Buffer.alloc(16, 9))
  set.host.write(Buffer.alloc(4))
  expect(await set.read(set.page, 4)).toEqual(Buffer.alloc(4))
  await set.greeted
})

test.each<[string, Buffer, string]>([
  ['what is no display', Buffer.from('SSH-2.0-OpenSSH_9.2\r\n'), 'host.broke-protocol'],
  ['a display of another age', Buffer.from('RFB 003.003\n'), 'host.unsupported'],
  ['a display that refuses', Buffer.from(`${version}\0\0\0\0\u0004busy`), 'host.refused'],
  ['a display that wants SASL', Buffer.from(`${version}\u0001\u0014`), 'host.nothing-in-common'],
])('%s is said so', async (_, said, code) => {
  const set = setUp()
  set.page.write(version)
  set.host.write(said)
  await expect(set.greeted).rejects.toMatchObject({ code })
})

test('a display that hangs up in the middle is lost, not waited for', async () => {
  const set = setUp()
  set.host.write('RFB 0')
  set.host.end()
  await expect(set.greeted).rejects.toBeInstanceOf(Failure)
})
