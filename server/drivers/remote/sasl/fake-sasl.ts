import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import { type FakeHandlers, fakeError } from '../../../rpc/fake-daemon.ts'
import type { ScramHash } from './scram.ts'

/** How a fake daemon signs people in; each hook makes it one of the ill-meaning kind. */
export interface FakeSaslOptions {
  mechlist?: string
  passwords: Readonly<Record<string, string>>
  /** Of the challenge and of the last word, both right before. */
  twist?: { challenge?(text: string): string; verdict?(text: string): string }
  /** Says yes to everything at once. */
  gullible?: boolean
  /** Never says that it is done. */
  endless?: boolean
  /** The words of its no; given what the client sent last. */
  refusal?(sent: string): string
  /** Called instead of an answer to the first thing said after a no. */
  hangUp?(): void
}

interface Reply {
  complete: boolean
  nil: boolean
  data: Uint8Array
}

const hashes: Record<string, ScramHash> = {
  'SCRAM-SHA-1': 'sha1',
  'SCRAM-SHA-256': 'sha256',
  'SCRAM-SHA-512': 'sha512',
}
const size = { sha1: 20, sha256: 32, sha512: 64 }
const salt = Buffer.from('a fixed salt')
const iterations = 4096

const more = (text: string): Reply => ({ complete: false, nil: false, data: Buffer.from(text) })
const done: Reply = { complete: true, nil: true, data: Buffer.alloc(0) }

/** A daemon's side of SASL for one client at a time, in the steps that libvirtd takes with Cyrus SASL. */
export function fakeSasl(options: FakeSaslOptions): FakeHandlers {
  const { passwords, mechlist = 'SCRAM-SHA-256,PLAIN' } = options
  let talk: Side | null = null
  let begun = false
  let refused = false
  const answer = (sent: string): Reply => {
    if (options.gullible) return done
    if (options.endless) return more('')
    try {
      return talk?.next(sent).value ?? done
    } catch {
      refused = true
      const words = options.refusal?.(sent.replaceAll('\0', ' ')) ?? 'authentication failed'
      throw fakeError({ code: 45, message: `authentication failed: ${words}` })
    }
  }
  return {
    authList: () => {
      begun = false
      return { types: [1] }
    },
    authSaslInit: () => {
      if (refused) options.hangUp?.()
      // libvirtd begins anew only after a no of its own
      if (begun && !refused) throw fakeError({ code: 45, message: 'authentication failed' })
      begun = true
      refused = false
      return { mechlist }
    },
    authSaslStart: ({ mech, data }) => {
      const hash = hashes[mech]
      talk = hash === undefined ? plainSide(passwords) : scramSide(hash, passwords, options)
      talk.next('')
      return answer(Buffer.from(data).toString())
    },
    authSaslStep: ({ data }) => answer(Buffer.from(data).toString()),
  }
}

type Side = Generator<Reply, Reply, string>
const nothing = more('')

function* plainSide(passwords: FakeSaslOptions['passwords']): Side {
  const [, user = '', password] = (yield nothing).split('\0')
  if (password === undefined || passwords[user] !== password) throw new Error('wrong')
  return done
}

function* scramSide(
  hash: ScramHash,
  passwords: FakeSaslOptions['passwords'],
  { twist }: FakeSaslOptions,
): Side {
  const hmac = (key: Uint8Array, text: string) => createHmac(hash, key).update(text).digest()
  const first = (yield nothing).replace(/^n,,/, '')
  const [, user = '', nonce] = /^n=([^,]*),r=(.*)$/.exec(first) ?? []
  const salted = pbkdf2Sync(passwords[user] ?? 'nobody’s', salt, iterations, size[hash], hash)
  const plainChallenge = `r=${nonce}of-the-host,s=${salt.toString('base64')},i=${iterations}`
  const challenge = twist?.challenge?.(plainChallenge) ?? plainChallenge

  const last = yield more(challenge)
  const [, bare = '', proof = ''] = /^(.*),p=(.*)$/.exec(last) ?? []
  const signed = [first, challenge, bare].join(',')
  const stored = createHash(hash).update(hmac(salted, 'Client Key')).digest()
  const signature = hmac(stored, signed)
  const key = Buffer.from(proof, 'base64').map((byte, at) => byte ^ (signature[at] ?? 0))
  if (!createHash(hash).update(key).digest().equals(stored)) throw new Error('wrong')

  const verdict = `v=${hmac(hmac(salted, 'Server Key'), signed).toString('base64')}`
  yield more(twist?.verdict?.(verdict) ?? verdict)
  return done
}
