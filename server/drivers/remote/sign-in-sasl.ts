import { randomBytes } from 'node:crypto'
import { Failure } from '../../../lib/failure.ts'
import { loginTrouble } from '../../../lib/libvirt/troubles/login.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import { answeredNo } from './failures.ts'
import {
  chooseMechanism,
  isEncrypted,
  type MechanismName,
  mechanismRow,
  type Wish,
} from './sasl/choose.ts'
import type { Asking, HeldCredentials } from './sasl/held-credentials.ts'
import type { Credentials } from './sasl/mechanism.ts'
import type { Offers } from './sasl/offers.ts'
import { talk } from './sasl/talk.ts'

export interface SaslOptions extends Asking {
  wish: Wish
  held: HeldCredentials
  offers: Offers
  /** Names the host in `offers`. */
  place: string
}

/** Bytes; more than a host could see come again. */
const nonceSize = 24

/**
 * Signs in by the strongest mechanism, asking for credentials as long as they are wrong and the line stands.
 * Returns by what, for whom. Throws Failure with its trouble; no words of it hold the password.
 */
export async function signInBySasl(calls: RemoteClient, options: SaslOptions): Promise<string> {
  const { wish, held, offers, place, signal } = options
  const name = chooseMechanism(await offerOf(calls, wish, signal), wish)
  if (!mechanismRow(name).asks) {
    await talk(calls, name, mechanismRow(name).begin(nobody, ''), signal)
    return `signed in by ${name}`
  }
  const wary = wish.mechanism === null ? warinessOf(name, offers.better(place, name)) : null
  for (;;) {
    const given = await held.take(options, wary)
    const refused = await attempt(calls, name, given, signal)
    if (refused === null) {
      held.accept()
      offers.note(place, name)
      return `signed in as ${given.user} by ${name}`
    }
    held.refuse(refused.words)
    if (refused.byHost) await startOver(calls, refused.words, signal)
  }
}

const nobody: Credentials = { user: '', password: '' }

/**
 * The daemon's mechanisms. It has none when it says no: its library knows none of those it was given, or they do not
 * encrypt and the way does not either.
 */
async function offerOf(calls: RemoteClient, wish: Wish, signal: AbortSignal): Promise<string> {
  try {
    return (await calls.authSaslInit({}, { signal })).mechlist
  } catch (cause) {
    if (!answeredNo(cause)) throw cause
    const trouble = isEncrypted(wish.transport) ? 'login-sasl-unready' : 'login-unencrypted'
    throw loginTrouble(trouble, cause.detail, { cause })
  }
}

/** The daemon has thrown away what it knew of the last exchange; one that has not is no longer talked to. */
async function startOver(calls: RemoteClient, words: string, signal: AbortSignal): Promise<void> {
  await calls.authSaslInit({}, { signal }).catch((cause: unknown) => {
    throw answeredNo(cause) ? loginTrouble('login-wrong', words) : cause
  })
}

const warinessOf = (name: MechanismName, better: MechanismName | null): string | null =>
  better === null
    ? null
    : `This host once proved itself by ${better}; now it wants to be shown the password (${name}). It may be another.`

interface Refused {
  words: string
  /** Else they were never sent. */
  byHost: boolean
}

/** null when it went well, else why these credentials will not do. */
async function attempt(
  calls: RemoteClient,
  name: MechanismName,
  given: Credentials,
  signal: AbortSignal,
): Promise<Refused | null> {
  const nonce = randomBytes(nonceSize).toString('base64')
  try {
    await talk(calls, name, mechanismRow(name).begin(given, nonce), signal)
    return null
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause
    const { code, trouble } = cause
    const words = concealed(cause.message, given)
    if (trouble === 'login-wrong') return { words, byHost: true }
    if (trouble === 'login-characters') return { words, byHost: false }
    // Without its cause: whoever was shown the password may say it back.
    throw new Failure(code, words, { trouble })
  }
}

const concealed = (words: string, { password }: Credentials): string =>
  password === '' ? words : words.replaceAll(password, '•••')
