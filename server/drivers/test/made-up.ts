import { createHash } from 'node:crypto'

/**
 * What libvirt would draw at random for a definition that leaves it out. Made from the world's place and the
 * object's name instead, so that a link to a domain still leads to it after the world was opened anew.
 */
const bytesOf = (seed: string) => createHash('sha256').update(seed).digest()

/** A version 8 UUID (RFC 9562: of our own making). */
export function madeUpUuid(seed: string): string {
  const bytes = bytesOf(seed).subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** An address of the range libvirt itself draws from for QEMU's guests. */
export function madeUpMac(seed: string): string {
  const [a, b, c] = [...bytesOf(seed).subarray(0, 3)].map((byte) =>
    byte.toString(16).padStart(2, '0'),
  )
  return `52:54:00:${a}:${b}:${c}`
}

/** A number to begin a pseudo-random sequence with. */
export const madeUpNumber = (seed: string): number => bytesOf(seed).readUInt32BE(0)
