import { createHash, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { loginTrouble } from '../../../../lib/libvirt/troubles/login.ts'
import { lanes } from '../lanes.ts'
import type { Credentials, Exchange } from './mechanism.ts'
import { saslprep } from './saslprep.ts'
import { escaped, readServerFinal, readServerFirst } from './scram-message.ts'

/** Node's names of the hashes. */
export type ScramHash = 'sha1' | 'sha256' | 'sha512'

const sizes: Record<ScramHash, number> = { sha1: 20, sha256: 32, sha512: 64 }
/** No channel binding: GnuTLS and Node do not agree on any for all versions of TLS. */
const noBinding = 'n,,'

const derive = promisify(pbkdf2)
/** Ten million rounds are some 10 s of a thread: two of libuv's four are left for files and names. */
const threads = lanes(2)

/**
 * Both sides prove that they know the password, and neither shows it (RFC 5802, 7677). `nonce` is fresh for every
 * exchange: printable, without commas.
 */
export async function* scram(hash: ScramHash, given: Credentials, nonce: string): Exchange {
  const user = prepared(given.user, 'user name')
  const password = prepared(given.password, 'password')
  const first = `n=${escaped(user)},r=${nonce}`
  const challenge = readServerFirst(yield Buffer.from(noBinding + first), nonce)

  const binding = Buffer.from(noBinding).toString('base64')
  const last = `c=${binding},r=${challenge.nonce}`
  const signed = [first, challenge.text, last].join(',')
  const { salt, iterations } = challenge
  const salted = await threads(() => derive(password, salt, iterations, sizes[hash], hash))
  const clientKey = hmac(hash, salted, 'Client Key')
  const proof = xor(clientKey, hmac(hash, digest(hash, clientKey), signed))
  const answer = readServerFinal(yield Buffer.from(`${last},p=${proof.toString('base64')}`))

  if ('error' in answer) throw loginTrouble('login-wrong', answer.error)
  const expected = hmac(hash, hmac(hash, salted, 'Server Key'), signed)
  if (!same(answer.signature, expected)) {
    throw loginTrouble('login-unproven', 'Its signature is not that of a host with your password.')
  }
}

function prepared(text: string, what: string): string {
  const ready = saslprep(text)
  if (ready !== null && ready !== '') return ready
  const words = `The ${what} is empty or has characters that SASL does not allow.`
  throw loginTrouble('login-characters', words)
}

const hmac = (hash: ScramHash, key: Uint8Array, text: string): Buffer =>
  createHmac(hash, key).update(text).digest()

const digest = (hash: ScramHash, bytes: Uint8Array): Buffer =>
  createHash(hash).update(bytes).digest()

const xor = (one: Buffer, other: Buffer): Buffer =>
  Buffer.from(one.map((byte, at) => byte ^ (other[at] ?? 0)))

const same = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other)
