import type { Certificate } from './certificate.ts'
import { type Der, partsOf, readDer, tags } from './der.ts'

/** Whether a certificate is on a list of those its issuer has revoked. */
export type Revocations = (certificate: Pick<Certificate, 'issuer' | 'serial'>) => boolean

export const noneRevoked: Revocations = () => false

const pem = /-----BEGIN X509 CRL-----([^-]+)-----END X509 CRL-----/g

/**
 * The lists in a text of PEM (CertificateList of RFC 5280). As with libvirt they count although they are overdue, and
 * an authority without a list has revoked nothing. Throws RangeError when one is broken or there is none.
 */
export function readRevocations(text: string): Revocations {
  const lists = [...text.matchAll(pem)].map(([, base64 = '']) => readList(base64))
  if (lists.length === 0) throw new RangeError('there is no list in it')
  return ({ issuer, serial }) =>
    lists.some((list) => list.issuer.equals(issuer) && list.serials.has(serial.toString('hex')))
}

function readList(base64: string): { issuer: Buffer; serials: Set<string> } {
  const [body] = partsOf(readDer(Buffer.from(base64, 'base64')))
  const parts = body === undefined ? [] : partsOf(body)
  const [, issuer, ...rest] = parts[0]?.tag === tags.integer ? parts.slice(1) : parts
  if (issuer === undefined) throw new RangeError('cut short')
  const entries = rest.find(isEntries)
  const serials = entries === undefined ? [] : partsOf(entries).map(serialOf)
  return { issuer: issuer.whole, serials: new Set(serials) }
}

/** After the dates: a sequence of entries when there are any, and [0] for extensions. */
const isEntries = ({ tag }: Der): boolean => tag === tags.sequence

function serialOf(entry: Der): string {
  const [serial] = partsOf(entry)
  if (serial?.tag !== tags.integer) throw new RangeError('not an entry')
  return serial.body.toString('hex')
}
