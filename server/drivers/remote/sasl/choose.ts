import { type Transport, transports } from '../../../../lib/libvirt/transports.ts'
import { loginTrouble } from '../../../../lib/libvirt/troubles/login.ts'
import { plainLine } from '../../plain.ts'
import { type Credentials, type Exchange, external, plain } from './mechanism.ts'
import { type ScramHash, scram } from './scram.ts'

export interface MechanismRow {
  /** Whether it is of no use to whoever listens, and the host proves itself as well. */
  proves: boolean
  /** Whether it takes a name and a password; else those given count for nothing. */
  asks: boolean
  begin(given: Credentials, nonce: string): Exchange
}

const scramRow = (hash: ScramHash): MechanismRow => ({
  proves: true,
  asks: true,
  begin: (given, nonce) => scram(hash, given, nonce),
})

/** What we speak, strongest first. */
const spoken = {
  'SCRAM-SHA-512': scramRow('sha512'),
  'SCRAM-SHA-256': scramRow('sha256'),
  'SCRAM-SHA-1': scramRow('sha1'),
  // where the certificate is not enough by itself, a daemon does not offer it
  EXTERNAL: { proves: false, asks: false, begin: () => external() },
  PLAIN: { proves: false, asks: true, begin: (given) => plain(given) },
} satisfies Record<string, MechanismRow>

export type MechanismName = keyof typeof spoken
const names = Object.keys(spoken) as MechanismName[]
export const mechanismRow = (name: MechanismName): MechanismRow => spoken[name]

/** A list longer than this says nothing that a shorter one would not. */
const mostOffered = 64

export interface Wish {
  /** The transport that carries the daemon's words. */
  transport: Transport | 'http' | null
  /** What `auth=sasl.MECH` names, null: any. */
  mechanism: string | null
}

/**
 * The mechanism to use of those a daemon offers. As libvirt's own client compares, a wished one must be written as
 * the daemon writes it (remoteAuthSASL, src/remote/remote_driver.c). Throws Failure with its trouble when none will do.
 */
export function chooseMechanism(offer: string, { transport, mechanism }: Wish): MechanismName {
  const offered = offer.split(/[,\s]+/, mostOffered).filter((name) => name !== '')
  const words = plainLine(offered.join(', '), 200)
  if (offered.length === 0) throw loginTrouble('login-sasl-unready', null)
  if (mechanism !== null && !offered.includes(mechanism)) {
    const refused = `SASL mechanism ${plainLine(mechanism, 60)} not supported by server`
    throw loginTrouble('login-mechanism-refused', `${refused}: it offers ${words}.`)
  }
  if (!isEncrypted(transport)) {
    throw loginTrouble('login-unencrypted', `The host offers SASL by ${words}.`)
  }
  const usable = names.filter((name) => name !== 'EXTERNAL' || transport === 'tls')
  const wanted = mechanism === null ? offered : [mechanism]
  const chosen = usable.find((name) => wanted.includes(name))
  if (chosen === undefined) {
    throw loginTrouble('login-mechanisms', `Of ${words} Oirase speaks none.`)
  }
  return chosen
}

export const isEncrypted = (transport: Wish['transport']): boolean =>
  transport !== null && transport !== 'http' && transports[transport].encrypted
