import { createHmac, timingSafeEqual } from 'node:crypto'
import { matchesList } from './ssh-config-pattern.ts'

/** One line of a known_hosts file that could be read. */
export interface KnownLine {
  marker: 'cert-authority' | 'revoked' | null
  /** Patterns joined by commas, or a hashed name. */
  hosts: string
  keyType: string
  /** The public key, base64. */
  key: string
  file: string
  line: number
}

/** What the files say about a host that shows a key. */
export type Known =
  | { is: 'known'; by: KnownLine }
  | { is: 'revoked'; by: KnownLine }
  /** Another key of the same kind is on file. */
  | { is: 'changed'; by: KnownLine }
  /** Only keys of other kinds are on file. */
  | { is: 'other-kind'; by: KnownLine }
  /** `authority`: a line says that an authority signs this host's keys. */
  | { is: 'unknown'; authority: KnownLine | null }

const mostLines = 20_000

/** Reads sshd(8)'s format; comments, malformed and overlong lines are skipped. */
export function readKnownHosts(text: string, file: string): KnownLine[] {
  const read = (line: string, at: number): KnownLine[] => {
    const words = line
      .slice(0, 16_384)
      .trim()
      .split(/[ \t]+/)
    const marker = words[0]?.startsWith('@') ? words.shift()!.slice(1) : null
    const [hosts, keyType, key] = words
    if (hosts === undefined || hosts.startsWith('#') || keyType === undefined) return []
    if (key === undefined || !/^[A-Za-z0-9+/]{16,}={0,2}$/.test(key)) return []
    if (marker !== null && marker !== 'cert-authority' && marker !== 'revoked') return []
    return [{ marker, hosts, keyType, key, file, line: at + 1 }]
  }
  return text.split('\n', mostLines).flatMap(read)
}

/** How known_hosts spells a host: with its port unless that is SSH's own. */
export const knownName = (host: string, port: number): string =>
  port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`

/** Whether a line is about the host of this name (knownName's spelling). */
function concerns(line: KnownLine, name: string): boolean {
  if (!line.hosts.startsWith('|')) return matchesList(line.hosts.toLowerCase(), name)
  const [, version, salt, hash] = line.hosts.split('|')
  if (version !== '1' || salt === undefined || hash === undefined) return false
  const theirs = Buffer.from(hash, 'base64')
  const ours = hashed(name, Buffer.from(salt, 'base64'))
  return theirs.length === ours.length && timingSafeEqual(theirs, ours)
}

const hashed = (name: string, salt: Buffer): Buffer =>
  createHmac('sha1', salt).update(name).digest()

/** The name as HashKnownHosts writes it; `salt` is 20 random bytes. */
export const hashedName = (name: string, salt: Buffer): string =>
  `|1|${salt.toString('base64')}|${hashed(name, salt).toString('base64')}`

/** The lines that are about the host of this name. */
export const linesFor = (lines: readonly KnownLine[], name: string): KnownLine[] =>
  lines.filter((line) => concerns(line, name))

/** What `lines` (of that host, linesFor) say about `key`, base64; as OpenSSH judges it (hostfile.c). */
export function judge(lines: readonly KnownLine[], keyType: string, key: string): Known {
  const revoked = lines.find((line) => line.marker === 'revoked' && line.key === key)
  if (revoked !== undefined) return { is: 'revoked', by: revoked }
  const plain = lines.filter(({ marker }) => marker === null)
  const same = plain.find((line) => line.key === key)
  if (same !== undefined) return { is: 'known', by: same }
  const changed = plain.find((line) => line.keyType === keyType)
  if (changed !== undefined) return { is: 'changed', by: changed }
  if (plain[0] !== undefined) return { is: 'other-kind', by: plain[0] }
  const authority = lines.find(({ marker }) => marker === 'cert-authority') ?? null
  return { is: 'unknown', authority }
}
