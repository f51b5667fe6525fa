import { createHash } from 'node:crypto'

/** The strings a key blob is made of (RFC 4253 §6.6); a malformed rest is left out. */
function partsOf(blob: Buffer): Buffer[] {
  const parts: Buffer[] = []
  for (let at = 0; at + 4 <= blob.length; ) {
    const length = blob.readUInt32BE(at)
    if (at + 4 + length > blob.length) break
    parts.push(blob.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return parts
}

/** SSH's name of a public key's kind: ssh-ed25519 … */
export const keyTypeOf = (blob: Buffer): string => partsOf(blob)[0]?.toString('latin1') ?? ''

/** `SHA256:` and base64 without padding, as ssh-keygen -l prints it. */
export const fingerprintOf = (blob: Buffer): string =>
  `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`

/** OpenSSH's short name of the kind: ED25519 … */
export function keyKind(blob: Buffer): string {
  const type = keyTypeOf(blob)
  const [, kind, hardware] = /^(?:sk-)?(?:ssh-)?([a-z0-9]+)/.exec(type) ?? []
  const short = hardware ?? (kind === 'dss' ? 'DSA' : (kind ?? '').toUpperCase())
  return type.startsWith('sk-') ? `${short}-SK` : short
}

/** Its strength in bits, 0 for a kind we do not know. */
export function keyBits(blob: Buffer): number {
  const [type, first, second] = partsOf(blob)
  const name = type?.toString('latin1') ?? ''
  if (name.includes('ed25519')) return 256
  if (name.includes('ecdsa')) return Number(/nistp(\d+)$/.exec(String(first))?.[1] ?? 0)
  const modulus = name === 'ssh-rsa' ? second : first
  if (modulus === undefined) return 0
  const digits = modulus.toString('hex').replace(/^(00)+/, '')
  return digits === ''
    ? 0
    : (digits.length - 1) * 4 + Number.parseInt(digits[0]!, 16).toString(2).length
}
