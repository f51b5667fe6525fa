import type { Failure } from '../../../lib/failure.ts'
import { sshTrouble } from '../../../lib/libvirt/troubles/ssh.ts'
import type { DialOptions } from '../transport.ts'
import { fingerprintOf, keyKind, keyTypeOf } from './host-keys-shape.ts'
import { judge, type Known, type KnownLine, knownName, linesFor } from './known-hosts.ts'
import { addKnownHost, readKnownHostsFiles } from './known-hosts-file.ts'
import { randomart } from './randomart.ts'
import type { SshSettings } from './ssh-config-settings.ts'
import type { TrustedKeys } from './ssh-connection.ts'

/** What is on file about a host before it shows its key. */
export interface HostOnFile {
  /** Its spelling in known_hosts. */
  name: string
  /** Lines of that name; for another port than 22 also those of the plain name, which only vouch (sshconnect.c). */
  lines: readonly KnownLine[]
  vouching: readonly KnownLine[]
  /** Kinds of key that are on file: a host that has one of them shall show it. */
  keyTypes: readonly string[]
}

export async function hostOnFile(settings: SshSettings): Promise<HostOnFile> {
  const { host, port, hostKeyAlias } = settings
  const all = await readKnownHostsFiles([...settings.userKnownHosts, ...settings.globalKnownHosts])
  const name = hostKeyAlias?.toLowerCase() ?? knownName(host, port)
  // libvirt writes the port down even when it is SSH's own (virNetSSHCheckHostKey, src/rpc/virnetsshsession.c)
  const spelled = hostKeyAlias === null && port === 22 ? [name, `[${name}]:22`] : [name]
  const lines = spelled.flatMap((spelling) => linesFor(all, spelling))
  const vouching = hostKeyAlias === null && port !== 22 ? linesFor(all, host.toLowerCase()) : []
  const plain = [...lines, ...vouching].filter(({ marker }) => marker === null)
  return { name, lines, vouching, keyTypes: [...new Set(plain.map(({ keyType }) => keyType))] }
}

export interface HostKeyCheck extends Pick<DialOptions, 'asker' | 'signal'> {
  settings: SshSettings
  onFile: HostOnFile
  trusted: TrustedKeys
}

/**
 * Whether the key is the host's: by what is on file, else as a person says. Resolves to what was found, in a phrase.
 * Throws Failure: host.untrusted, or what the asker throws.
 */
export async function checkHostKey(blob: Buffer, check: HostKeyCheck): Promise<string> {
  const { settings, onFile, trusted } = check
  const shown = `${keyKind(blob)} ${fingerprintOf(blob)}`
  if (settings.unknownKey === 'any') return `${shown}, not checked`
  const known = judged(blob, onFile)
  switch (known.is) {
    case 'known':
      return `${shown}, ${placeOf(known.by)}`
    case 'revoked':
      throw sshTrouble('ssh-host-key-revoked', `${shown} is revoked by ${placeOf(known.by)}.`)
    case 'changed':
    case 'other-kind':
      throw disagreeing(known, settings.host, shown)
    case 'unknown':
      if (trusted.has(onFile.name, blob.toString('base64')))
        return `${shown}, trusted until a restart`
      return `${shown}, ${await decide(blob, check, known.authority)}`
  }
}

function judged(blob: Buffer, { lines, vouching }: HostOnFile): Known {
  const [keyType, key] = [keyTypeOf(blob), blob.toString('base64')]
  const first = judge(lines, keyType, key)
  if (first.is !== 'unknown' || first.authority !== null) return first
  const second = judge(vouching, keyType, key)
  return second.is === 'known' || second.is === 'revoked' ? second : first
}

const placeOf = ({ file, line }: KnownLine): string => `line ${line} of ${file}`

function disagreeing(known: Known & { by: KnownLine }, host: string, shown: string): Failure {
  const before = Buffer.from(known.by.key, 'base64')
  const words = `${host} shows ${shown}; ${placeOf(known.by)} says ${keyKind(before)} ${fingerprintOf(before)}.`
  return sshTrouble(
    known.is === 'changed' ? 'ssh-host-key-changed' : 'ssh-host-key-other-kind',
    words,
  )
}

/** What becomes of a key nothing says anything about. */
async function decide(
  blob: Buffer,
  check: HostKeyCheck,
  authority: KnownLine | null,
): Promise<string> {
  const { settings, onFile, trusted, asker, signal } = check
  const key = { keyType: keyTypeOf(blob), fingerprint: fingerprintOf(blob) }
  if (settings.unknownKey === 'refuse') {
    throw sshTrouble(
      'ssh-host-key-unknown',
      [`Its key is ${key.fingerprint}.`, signed(authority)].join(' '),
    )
  }
  if (settings.unknownKey === 'accept') return keep(blob, check)
  const { host, port } = settings
  const question = { kind: 'host-key', host, port, ...key, randomart: randomart(blob) } as const
  const trust = await asker.hostKey(question, signal)
  if (trust === 'always') return keep(blob, check)
  trusted.add(onFile.name, blob.toString('base64'))
  return 'trusted this time'
}

const signed = (authority: KnownLine | null): string =>
  authority === null
    ? ''
    : `${placeOf(authority)} trusts an authority, whose certificates for host keys cannot be checked here.`

async function keep(blob: Buffer, { settings, onFile, trusted }: HostKeyCheck): Promise<string> {
  const key = blob.toString('base64')
  const [file] = settings.userKnownHosts
  trusted.add(onFile.name, key)
  if (file === undefined) return 'trusted: there is no file to keep it in'
  try {
    const { name } = onFile
    await addKnownHost(file, { name, keyType: keyTypeOf(blob), key, hash: settings.hashKnownHosts })
    return `added to ${file}`
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    return `trusted until a restart: ${file} cannot be written (${code})`
  }
}
