import { expect, test } from 'vitest'
import { Failure } from '../../../../lib/failure.ts'
import { type ScramHash, scram } from './scram.ts'

interface Vector {
  hash: ScramHash
  nonce: string
  challenge: string
  answer: string
  verdict: string
}

/** RFC 5802, section 5, and RFC 7677, section 3; both for “user” and “pencil”. */
const vectors: Vector[] = [
  {
    hash: 'sha1',
    nonce: 'fyko+d2lbbFgONRv9qkxdawL',
    challenge: 'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096',
    answer: 'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
    verdict: 'v=rmF9pqV8S7suAoZWja4dJRkFsKQ=',
  },
  {
    hash: 'sha256',
    nonce: 'rOprNGfwEbeRWgbNEkqO',
    challenge:
      'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    answer:
      'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
    verdict: 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
  },
]
const [sha1, sha256] = vectors as [Vector, Vector]
const pencil = { user: 'user', password: 'pencil' }

/** What it says to each of these messages in turn; null at the end when it is content. */
async function talk(
  given: Pick<Vector, 'hash' | 'nonce'> & { user?: string; password?: string },
  messages: (string | null)[],
): Promise<(string | null)[]> {
  const exchange = scram(given.hash, { ...pencil, ...given }, given.nonce)
  const said: (string | null)[] = []
  for (const message of [null, ...messages]) {
    const turn = await exchange.next(message === null ? null : Buffer.from(message))
    said.push(turn.done || turn.value === null ? null : Buffer.from(turn.value).toString())
  }
  return said
}

test.each(vectors)('speaks as in the RFC: $hash', async (vector) => {
  expect(await talk(vector, [vector.challenge, vector.verdict])).toEqual([
    `n,,n=user,r=${vector.nonce}`,
    vector.answer,
    null,
  ])
})

test('a name is prepared, and its commas and equal signs are written otherwise', async () => {
  const [first] = await talk({ ...sha1, user: 'a=b,\u2168' }, [])
  expect(first).toBe(`n,,n=a=3Db=2CIX,r=${sha1.nonce}`)
})

test('a password is prepared: what is typed another way is the same', async () => {
  const said = await talk({ ...sha1, password: 'pen\u00adcil' }, [sha1.challenge])
  expect(said[1]).toBe(sha1.answer)
})

const refusals: [string, (string | null)[], string][] = [
  ['a wrong signature', [sha1.challenge, 'v=AAAApqV8S7suAoZWja4dJRkFsKQ='], 'host.untrusted'],
  ['a signature cut short', [sha1.challenge, 'v=rmF9'], 'host.untrusted'],
  ['an empty signature', [sha1.challenge, 'v='], 'host.untrusted'],
  ['nothing instead of a signature', [sha1.challenge, null], 'host.not-libvirt'],
  ['a proof that is not taken', [sha1.challenge, 'e=invalid-proof'], 'host.refused-login'],
  ['a nonce that is not ours', [sha1.challenge.replace('fyko', 'xxxx')], 'host.untrusted'],
  ['a nonce that is only ours', [`r=${sha1.nonce},s=QSXCR+Q6sek8bf92,i=4096`], 'host.untrusted'],
  ['too few iterations', [sha1.challenge.replace('4096', '1')], 'host.not-libvirt'],
  ['endless iterations', [sha1.challenge.replace('4096', '10000001')], 'host.not-libvirt'],
  [
    'iterations past all numbers',
    [sha1.challenge.replace('4096', '9'.repeat(400))],
    'host.not-libvirt',
  ],
  ['iterations that are none', [sha1.challenge.replace('4096', '-1')], 'host.not-libvirt'],
  ['a salt that is not base64', [sha1.challenge.replace('QSXC', 'Q=XC')], 'host.not-libvirt'],
  ['an extension that must be known', [`m=x,${sha1.challenge}`], 'host.not-libvirt'],
  ['65,536 bytes', [`${sha1.challenge},x=${'x'.repeat(65_500)}`], 'host.not-libvirt'],
  ['nothing', [null], 'host.not-libvirt'],
]

test.each(refusals)('%s is refused', async (_name, messages, code) => {
  const outcome = await talk(sha1, messages).catch((cause: unknown) => cause)
  expect(outcome).toBeInstanceOf(Failure)
  expect(outcome).toMatchObject({ code })
})

test('a password that SASL cannot have is said to be one, and not shown', async () => {
  const password = 'planted\u0007secret'
  const outcome = await talk({ ...sha256, password }, []).catch((cause: unknown) => cause)
  expect(outcome).toMatchObject({ trouble: 'login-characters' })
  expect(JSON.stringify(outcome)).not.toContain('planted')
})

test('hundreds of thousands of iterations leave the event loop free', async () => {
  let turns = 0
  const ticking = setInterval(() => turns++, 1)
  await talk(sha256, [sha256.challenge.replace('4096', '400000')])
  clearInterval(ticking)
  expect(turns).toBeGreaterThan(5)
})
