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
  startExchange,
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
  const name = chooseMechanism(await offerOf(calls, options), wish)
  if (mechanismRow(name).begin === null) {
    await talk(calls, name, startExchange(name, nobody, ''), signal)
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
    held.refuse(refused)
    await offerOf(calls, options) // the daemon has thrown away what it knew of the last exchange
  }
}

const nobody: Credentials = { user: '', password: '' }

/**
 * The daemon's mechanisms. It has none when it says no: its library knows none of those it was given, or they do not
 * encrypt and the way does not either.
 */
async function offerOf(calls: RemoteClient, { wish, signal }: SaslOptions): Promise<string> {
  try {
    return (await calls.authSaslInit({}, { signal })).mechlist
  } catch (cause) {
    if (!answeredNo(cause)) throw cause
    const trouble = isEncrypted(wish.transport) ? 'login-sasl-unready' : 'login-unencrypted'
    throw loginTrouble(trouble, cause.detail, { cause })
  }
}

const warinessOf = (name: MechanismName, better: MechanismName | null): string | null =>
  better === null
    ? null
    : `This host once proved itself by ${better}; now it wants to be shown the password (${name}). It may be another.`

/** null when it went well, else why these credentials will not do. */
async function attempt(
  calls: RemoteClient,
  name: MechanismName,
  given: Credentials,
  signal: AbortSignal,
): Promise<string | null> {
  const nonce = randomBytes(nonceSize).toString('base64')
  try {
    await talk(calls, name, startExchange(name, given, nonce), signal)
    return null
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause
    const words = concealed(cause.detail ?? cause.message, given)
    if (cause.trouble === 'login-wrong' || cause.trouble === 'login-characters') return words
    // Without its cause: whoever was shown the password may say it back.
    throw new Failure(cause.code, words, { trouble: cause.trouble })
  }
}

const concealed = (words: string, { password }: Credentials): string =>
  password === '' ? words : words.replaceAll(password, '•••')
