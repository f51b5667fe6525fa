import { loginTrouble } from '../../../../lib/libvirt/troubles/login.ts'
import { plainLine } from '../../plain.ts'

/** RFC 5802 asks for 4,096 at least; over the maximum it is an attack on our processor. */
const fewest = 4_096
const most = 10_000_000
/** A nonce and a salt of this machine's size are some 60 characters. */
const longest = 4_096

export interface ServerFirst {
  /** As it came: it is part of what is signed. */
  text: string
  nonce: string
  salt: Buffer
  iterations: number
}

/** Reads the challenge to a client whose nonce was `ours`. Throws Failure when it is not one for us. */
export function readServerFirst(message: Uint8Array | null, ours: string): ServerFirst {
  const text = textOf(message)
  const [, nonce, salted, counted] =
    /^r=([!-+\--~]+),s=([\w+/=]+),i=(\d+)(?:,.*)?$/.exec(text) ?? []
  if (nonce === undefined || salted === undefined || counted === undefined) {
    throw garbled(`a challenge that is none: ${text}`)
  }
  if (!nonce.startsWith(ours) || nonce.length === ours.length) {
    throw loginTrouble('login-unproven', 'Its challenge answers somebody else’s question.')
  }
  const salt = base64(salted)
  if (salt === null || salt.length === 0) throw garbled('a salt that is not base64')
  const iterations = Number(counted)
  if (iterations < fewest || iterations > most) {
    throw garbled(`${counted} iterations, where ${fewest} to ${most} are acceptable`)
  }
  return { text, nonce, salt, iterations }
}

/** The signature of the last message, or the error that is there instead of it. */
export function readServerFinal(
  message: Uint8Array | null,
): { signature: Buffer } | { error: string } {
  const text = textOf(message)
  const [, letter, value = ''] = /^([ve])=([^,]*)(?:,.*)?$/.exec(text) ?? []
  if (letter === 'e') return { error: plainLine(value) }
  const signature = letter === 'v' ? base64(value) : null
  if (signature === null) throw garbled(`a last word that is none: ${text}`)
  return { signature }
}

/** A user name as it stands between commas. */
export const escaped = (name: string): string => name.replaceAll('=', '=3D').replaceAll(',', '=2C')

function textOf(message: Uint8Array | null): string {
  if (message === null) throw garbled('nothing')
  if (message.length > longest) throw garbled(`${message.length} bytes`)
  return Buffer.from(message).toString()
}

function base64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}

const garbled = (what: string) =>
  loginTrouble('login-garbled', `By SCRAM it sent ${plainLine(what).slice(0, 200)}.`)
