import ssh2, { type ParsedKey } from 'ssh2'
import type { sshKeyTroubles } from '../../../lib/libvirt/troubles/ssh-key.ts'
import type { Bytes } from '../../../lib/units.ts'
import { fingerprintOf, keyKind, keyTypeOf } from './host-keys-shape.ts'
import { publicBlobOf, publicPartOf } from './identities-public.ts'
import { readBounded } from './ssh-config-file.ts'

/** A key one may log in with: shown first, used only when the host would take it. */
export interface Identity {
  /** For a person: its kind, fingerprint and where it is from. */
  name: string
  key: ParsedKey
  /** `hash` is the digest an RSA key is to use. May ask for a passphrase. */
  sign(data: Buffer, hash: string | undefined): Promise<Buffer>
}

/** A file that was meant to be one. */
export interface Unusable {
  path: string
  trouble: keyof typeof sshKeyTroubles
  why: string
}

/** Asks for a key's passphrase; `reason` when the last one was wrong. Rejects when there is nobody, or no more tries. */
export type AskPassphrase = (path: string, reason: string | null) => Promise<string>

const largest: Bytes = 128 * 1024

/** Reads a private key's file. null when there is none. */
export async function readIdentity(
  path: string,
  uid: number,
  ask: AskPassphrase,
): Promise<Identity | Unusable | null> {
  const file = await readBounded(path, largest)
  if (file === null) return null
  if (file.uid === uid && (file.mode & 0o077) !== 0) {
    const why = `others may read ${path} (mode ${(file.mode & 0o777).toString(8)})`
    return { path, trouble: 'ssh-key-open', why }
  }
  const kind = keyTypeOf(publicBlobOf(file.text) ?? Buffer.alloc(0))
  if (kind.startsWith('sk-')) {
    return { path, trouble: 'ssh-key-kind', why: `${path} is on a security token (${kind})` }
  }
  const read = readKey(file.text)
  if (!(read instanceof Error)) return plainIdentity(read, path)
  if (!isEncrypted(read)) return unusable(path, file.text, read)
  const key = publicPartOf(file.text) ?? (await publicBeside(path))
  if (key === null) return plainIdentity(await unlock(file.text, path, ask), path)
  let open: Promise<ParsedKey> | null = null
  const sign = async (data: Buffer, hash: string | undefined) => {
    open ??= unlock(file.text, path, ask)
    return (await open).sign(data, hash)
  }
  return { name: `${described(key)} (${path})`, key, sign }
}

const plainIdentity = (key: ParsedKey, path: string): Identity => ({
  name: `${described(key)} (${path})`,
  key,
  sign: async (data, hash) => key.sign(data, hash),
})

/** Of a public or private key: ED25519 SHA256:… */
export const described = (key: ParsedKey): string =>
  `${keyKind(key.getPublicSSH())} ${fingerprintOf(key.getPublicSSH())}`

/** ssh2 answers with a list where a format may hold several; none of them does. */
function readKey(text: string, passphrase?: string): ParsedKey | Error {
  const read: ParsedKey | Error | ParsedKey[] = ssh2.utils.parseKey(text, passphrase)
  const first = Array.isArray(read) ? read[0] : read
  if (first === undefined) return new Error('There is no key in it')
  if (first instanceof Error || first.isPrivateKey()) return first
  return new Error('It holds a public key')
}

const isEncrypted = ({ message }: Error): boolean => /no passphrase given/.test(message)

/** Asks until the key opens; the asker ends it when there were too many tries. */
async function unlock(text: string, path: string, ask: AskPassphrase): Promise<ParsedKey> {
  for (let reason: string | null = null; ; reason = 'This passphrase does not open the key.') {
    const key = readKey(text, await ask(path, reason))
    if (!(key instanceof Error)) return key
  }
}

async function publicBeside(path: string): Promise<ParsedKey | null> {
  const beside = await readBounded(`${path}.pub`, largest)
  if (beside === null) return null
  const key = ssh2.utils.parseKey(beside.text)
  return key instanceof Error ? null : key
}

/** Which public key a file of any kind stands for; null when that cannot be told without a passphrase. */
export async function publicKeyOf(path: string): Promise<Buffer | null> {
  const beside = await publicBeside(path)
  if (beside !== null) return beside.getPublicSSH()
  const file = await readBounded(path, largest)
  if (file === null) return null
  const key = ssh2.utils.parseKey(file.text)
  const found = key instanceof Error ? publicPartOf(file.text) : key
  return found?.getPublicSSH() ?? null
}

function unusable(path: string, text: string, { message }: Error): Unusable {
  const format = formats.find(([mark]) => text.includes(mark))?.[1] ?? 'a format not known here'
  return { path, trouble: 'ssh-key-format', why: `${path} is in ${format}: ${message}` }
}

const formats = [
  ['BEGIN ENCRYPTED PRIVATE KEY', 'PKCS #8'],
  ['BEGIN PRIVATE KEY', 'PKCS #8'],
  ['PuTTY-User-Key-File-', 'PuTTY’s format'],
  ['BEGIN SSH2 ENCRYPTED PRIVATE KEY', 'ssh.com’s format'],
  ['BEGIN OPENSSH PRIVATE KEY', 'OpenSSH’s format'],
] as const
