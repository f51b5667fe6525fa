import type { Algorithms, KexAlgorithm, ServerHostKeyAlgorithm } from 'ssh2'
import type { SshAlgorithms } from './ssh-config-settings.ts'

/** What OpenSSH still offers of what ssh2 has: nothing with SHA-1 or CBC. */
export const kex = [
  'curve25519-sha256',
  'curve25519-sha256@libssh.org',
  'ecdh-sha2-nistp256',
  'ecdh-sha2-nistp384',
  'ecdh-sha2-nistp521',
  'diffie-hellman-group-exchange-sha256',
  'diffie-hellman-group16-sha512',
  'diffie-hellman-group18-sha512',
  'diffie-hellman-group14-sha256',
] as const
export const ciphers = [
  'aes128-gcm@openssh.com',
  'aes256-gcm@openssh.com',
  'chacha20-poly1305@openssh.com',
  'aes128-ctr',
  'aes192-ctr',
  'aes256-ctr',
] as const
export const macs = [
  'hmac-sha2-256-etm@openssh.com',
  'hmac-sha2-512-etm@openssh.com',
  'hmac-sha2-256',
  'hmac-sha2-512',
  'hmac-sha1',
] as const
export const hostKeys = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
] as const

/** What is offered to a host of whose keys these kinds are on file. No compression: a few bytes could become many. */
export function algorithmsFor(wanted: SshAlgorithms, keyTypes: readonly string[]): Algorithms {
  return {
    kex: (wanted.kex ?? kex) as KexAlgorithm[],
    cipher: [...(wanted.ciphers ?? ciphers)] as NonNullable<Algorithms['cipher']> & unknown[],
    hmac: [...(wanted.macs ?? macs)] as NonNullable<Algorithms['hmac']> & unknown[],
    serverHostKey: knownFirst(wanted.hostKeys ?? hostKeys, keyTypes) as ServerHostKeyAlgorithm[],
    compress: ['none'],
  }
}

function knownFirst(names: readonly string[], keyTypes: readonly string[]): string[] {
  const known = (name: string) => keyTypes.includes(name.startsWith('rsa-sha2') ? 'ssh-rsa' : name)
  return [...names.filter(known), ...names.filter((name) => !known(name))]
}
