import { isIPv4 } from 'node:net'

/** The 4 or 16 octets of an address without a zone. Throws TypeError when it is none. */
export function ipBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number))
  const [head = '', tail = ''] = canonical(address).split('::').map(hexOf)
  return Buffer.from(head + '0'.repeat(32 - head.length - tail.length) + tail, 'hex')
}

/** The address that 4 or 16 octets are, written as usual. */
export const ipText = (bytes: Buffer): string =>
  bytes.length === 4
    ? [...bytes].join('.')
    : canonical(bytes.toString('hex').replaceAll(/(.{4})(?=.)/g, '$1:'))

const hexOf = (groups: string): string =>
  groups
    .split(':')
    .filter(Boolean)
    .map((group) => group.padStart(4, '0'))
    .join('')

/** As RFC 5952 writes it, with an IPv4 tail turned into groups. */
const canonical = (address: string): string => new URL(`http://[${address}]/`).hostname.slice(1, -1)
