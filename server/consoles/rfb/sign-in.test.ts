import { expect, test } from 'vitest'
import { fakeDisplay } from '../fake-display.ts'
import type { Login } from '../relay.ts'
import { take } from '../take.ts'
import { answerChallenge } from './challenge.ts'
import { signIn } from './sign-in.ts'

const version = 'RFB 003.008\n'
const forever = new AbortController().signal
const ada: Login = { user: 'ada', password: 'pencil' }

function setUp(options: Parameters<typeof fakeDisplay>[0] = {}, given: Login | null = null) {
  const { display, host, seals } = fakeDisplay(options)
  const signedIn = signIn(display, given, forever)
  signedIn.catch(() => undefined)
  const read = (count: number) => take(host, count, forever)
  return { host, seals, signedIn, read, stream: display.wire.stream }
}

const u32 = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, at) => {
    bytes.writeUInt32BE(value, at * 4)
  })
  return bytes
}
const refusal = (why: string) => Buffer.concat([u32(1, why.length), Buffer.from(why)])

async function offers({ host, read }: ReturnType<typeof setUp>, ...types: number[]) {
  host.write(version)
  expect(String(await read(12))).toBe(version)
  host.write(Buffer.of(types.length, ...types))
  expect(types).toContain((await read(1))[0])
}

/** VeNCrypt up to the display's word that TLS may begin. */
async function offersVeNCrypt(set: ReturnType<typeof setUp>, ...kinds: number[]) {
  await offers(set, 19)
  set.host.write(Buffer.of(0, 2))
  expect([...(await set.read(2))]).toEqual([0, 2])
  set.host.write(Buffer.concat([Buffer.of(0, kinds.length), u32(...kinds)]))
  const chosen = (await set.read(4)).readUInt32BE()
  set.host.write(Buffer.of(1))
  return chosen
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
  await offers(set, 1)
  set.host.write(u32(0))
  expect(await set.signedIn).toEqual({ stream: set.stream })
})

test.each([
  ['3.3', 'RFB 003.003\n', '003.003'],
  ['3.5, which never was', 'RFB 003.005\n', '003.003'],
  ['3.7', 'RFB 003.007\n', '003.007'],
  ['Apple’s', 'RFB 003.889\n', '003.008'],
  ['RealVNC’s', 'RFB 005.000\n', '003.008'],
])('a display that speaks version %s is answered in a version it has', async (_, said, answer) => {
  const set = setUp({ password: 'secret' })
  set.host.write(said)
  expect(String(await set.read(12))).toBe(`RFB ${answer}\n`)
  if (answer === '003.003') set.host.write(u32(2))
  else {
    set.host.write(Buffer.of(1, 2))
    await set.read(1)
  }
  const challenge = Buffer.alloc(16, 7)
  set.host.write(challenge)
  expect(await set.read(16)).toEqual(answerChallenge(challenge, 'secret'))
  set.host.write(u32(0))
  expect(await set.signedIn).toEqual({ stream: set.stream })
})

test('before 3.8 a display that wants nothing says no more about it', async () => {
  const [old, older] = [setUp(), setUp()]
  old.host.write(`RFB 003.007\n\u0001\u0001`)
  older.host.write(Buffer.concat([Buffer.from('RFB 003.003\n'), u32(1)]))
  expect(await old.signedIn).toEqual({ stream: old.stream })
  expect(await older.signedIn).toEqual({ stream: older.stream })
})

test('a password that nobody has told is asked for, without a word to the display', async () => {
  const set = setUp()
  await offers(set, 2)
  expect(await set.signedIn).toEqual({ wants: { what: 'password', reason: null } })
})

test.each([
  ['the definition’s', { password: 'secret' }, null, /the password of its definition: nope/],
  ['a person’s', { password: 'secret' }, ada, /did not take that password: nope/],
])('%s password that is not taken is asked for again, with the display’s words', async (...row) => {
  const [, options, given, reason] = row
  const set = setUp(options, given)
  await offers(set, 2)
  set.host.write(Buffer.alloc(16))
  expect(await set.read(16)).toEqual(
    answerChallenge(Buffer.alloc(16), given?.password ?? options.password),
  )
  set.host.write(refusal('nope'))
  expect(await set.signedIn).toMatchObject({
    wants: { what: 'password', reason: expect.stringMatching(reason) },
  })
})

test.each([
  [260, 'certified'],
  [257, 'anonymous'],
])('VeNCrypt %i begins TLS that is %s', async (kind, seal) => {
  const set = setUp()
  expect(await offersVeNCrypt(set, kind)).toBe(kind)
  set.host.write(u32(0))
  expect(await set.signedIn).toEqual({ stream: set.stream })
  expect(set.seals).toEqual([seal])
})

test('of several kinds of VeNCrypt one with a certificate is taken, and a VNC password by it', async () => {
  const set = setUp({ password: 'secret' })
  expect(await offersVeNCrypt(set, 258, 256, 261, 999)).toBe(261)
  const challenge = Buffer.alloc(16, 5)
  set.host.write(challenge)
  expect(await set.read(16)).toEqual(answerChallenge(challenge, 'secret'))
  set.host.write(u32(0))
  await set.signedIn
  expect(set.seals).toEqual(['certified'])
})

test('a name and a password go in plain text to a display that is proven', async () => {
  const set = setUp({ isPrivate: false }, ada)
  await offersVeNCrypt(set, 262)
  expect(await set.read(17)).toEqual(Buffer.concat([u32(3, 6), Buffer.from('adapencil')]))
  set.host.write(u32(0))
  expect(await set.signedIn).toEqual({ stream: set.stream })
})

test.each([256, 259])('they do not (VeNCrypt %i) where others may read along', async (kind) => {
  const set = setUp({ isPrivate: false }, ada)
  offersVeNCrypt(set, kind).catch(() => undefined)
  await expect(set.signedIn).rejects.toMatchObject({
    code: 'host.nothing-in-common',
    detail: expect.stringContaining('others may read'),
  })
})

test('SASL by PLAIN is for a display that is proven, and ends with its word', async () => {
  const set = setUp({ isPrivate: false }, ada)
  await offersVeNCrypt(set, 263)
  set.host.write(Buffer.concat([u32(9), Buffer.from('GSS,PLAIN')]))
  const said = Buffer.concat([
    u32(5),
    Buffer.from('PLAIN'),
    u32(12),
    Buffer.from('\0ada\0pencil\0'),
  ])
  expect(await set.read(said.length)).toEqual(said)
  set.host.write(Buffer.concat([u32(0), Buffer.of(1), u32(0)]))
  expect(await set.signedIn).toEqual({ stream: set.stream })
})

test('a display that hangs up over a name and a password has refused them', async () => {
  const set = setUp({}, ada)
  await offers(set, 20)
  set.host.write(Buffer.concat([u32(5), Buffer.from('PLAIN')]))
  await set.read(25)
  set.host.destroy()
  expect(await set.signedIn).toMatchObject({
    wants: { what: 'login', reason: expect.stringContaining('did not take that name') },
  })
})

test.each([
  ['others may read along', { isPrivate: false }, 'SCRAM-SHA-256,PLAIN', /without TLS/],
  ['it offers what nobody speaks', {}, 'GSSAPI,DIGEST-MD5', /GSSAPI, DIGEST-MD5/],
])('SASL where %s is not begun', async (_, options, mechanisms, words) => {
  const set = setUp(options, ada)
  await offers(set, 20)
  set.host.write(Buffer.concat([u32(mechanisms.length), Buffer.from(mechanisms)]))
  await expect(set.signedIn).rejects.toMatchObject({
    code: 'host.nothing-in-common',
    detail: expect.stringMatching(words),
  })
})

test.each<[string, string, string, RegExp | null]>([
  ['what is no display', 'SSH-2.0-OpenSSH_9.2\r\n', 'host.broke-protocol', /no VNC display/],
  ['a display of another age', 'RFB 003.002\n', 'host.unsupported', /3\.3/],
  ['a display that refuses', `${version}\0\0\0\0\u0004busy`, 'host.refused', /^busy$/],
  ['an old one that refuses', 'RFB 003.003\n\0\0\0\0\0\0\0\u0004busy', 'host.refused', /^busy$/],
  ['one that hangs up instead of a reason', `${version}\0`, 'host.refused', null],
  ['Apple’s', `${version}\u0001\u001e`, 'host.nothing-in-common', /Apple’s sign-in \(type 30\)/],
  ['RealVNC’s', `${version}\u0002\u0005\u0006`, 'host.nothing-in-common', /RealVNC/],
  ['one of no name', `${version}\u0001\u0063`, 'host.nothing-in-common', /type 99/],
])('%s is said so', async (_, said, code, words) => {
  const set = setUp()
  set.host.end(Buffer.from(said, 'latin1'))
  const detail = words && expect.stringMatching(words)
  await expect(set.signedIn).rejects.toMatchObject({ code, detail })
})
