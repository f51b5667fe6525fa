import { X509Certificate } from 'node:crypto'
import type { Milliseconds } from '../../../lib/units.ts'
import { context, type Der, oidOf, partsOf, readDer, tags } from './der.ts'

/** What Node does not tell of a certificate (RFC 5280), and when it counts. */
export interface Certificate {
  x509: X509Certificate
  notBefore: Milliseconds
  notAfter: Milliseconds
  /** Serial number and issuer as they stand in the certificate. */
  serial: Buffer
  issuer: Buffer
  /** The object identifier of what it is signed with. */
  signature: string
  commonNames: string[]
  /** Subject alternative names. */
  names: { dns: string[]; ips: Buffer[] }
  /** null: there is no such extension. */
  isCa: boolean | null
  keyUsage: { critical: boolean; bits: ReadonlySet<KeyUsage> } | null
  purposes: { critical: boolean; oids: readonly string[] } | null
}

const usages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'certSign',
  'crlSign',
] as const
export type KeyUsage = (typeof usages)[number]

const oids = {
  commonName: '2.5.4.3',
  keyUsage: '2.5.29.15',
  names: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  purposes: '2.5.29.37',
}

interface Extension {
  critical: boolean
  value: Der
}

const pem = /-----BEGIN (?:X509 )?CERTIFICATE-----[^-]+-----END (?:X509 )?CERTIFICATE-----/g

/** Every certificate in a text of PEM, in its order. Throws what OpenSSL or the reader throws about a broken one. */
export const readCertificates = (text: string): Certificate[] =>
  (text.match(pem) ?? []).map((one) =>
    readCertificate(new X509Certificate(one.replaceAll('X509 CERT', 'CERT'))),
  )

/** Throws RangeError when its DER is broken. */
export function readCertificate(x509: X509Certificate): Certificate {
  const [body] = partsOf(readDer(x509.raw))
  const parts = partsOf(body ?? { body: Buffer.alloc(0) })
  const versioned = parts[0]?.tag === context(0, true)
  const [serial, signature, issuer, , subject] = versioned ? parts.slice(1) : parts
  if (!serial || !signature || !issuer || !subject) throw new RangeError('cut short')
  const [algorithm] = partsOf(signature)
  const extensions = extensionsOf(parts)
  return {
    x509,
    notBefore: Date.parse(x509.validFrom),
    notAfter: Date.parse(x509.validTo),
    serial: serial.body,
    issuer: issuer.whole,
    signature: algorithm === undefined ? '' : oidOf(algorithm),
    commonNames: commonNamesOf(subject),
    names: namesOf(extensions.get(oids.names)),
    isCa: isCaOf(extensions.get(oids.basicConstraints)),
    keyUsage: keyUsageOf(extensions.get(oids.keyUsage)),
    purposes: purposesOf(extensions.get(oids.purposes)),
  }
}

function extensionsOf(parts: readonly Der[]): Map<string, Extension> {
  const list = parts.find(({ tag }) => tag === context(3, true))
  const found = new Map<string, Extension>()
  for (const extension of list === undefined ? [] : partsOf(partsOf(list)[0] ?? list)) {
    const [id, ...rest] = partsOf(extension)
    const octets = rest.at(-1)
    if (id === undefined || octets?.tag !== tags.octets) throw new RangeError('not an extension')
    const critical = rest.some(({ tag, body }) => tag === tags.boolean && body[0] !== 0)
    found.set(oidOf(id), { critical, value: readDer(octets.body) })
  }
  return found
}

function commonNamesOf(subject: Der): string[] {
  const pairs = partsOf(subject).flatMap(partsOf).map(partsOf)
  return pairs.flatMap(([id, value]) =>
    id !== undefined && value !== undefined && oidOf(id) === oids.commonName
      ? [value.body.toString('utf8')]
      : [],
  )
}

/** GeneralName: [2] is a dNSName, [7] an iPAddress of 4 or 16 octets. */
function namesOf(extension: Extension | undefined): Certificate['names'] {
  const names = extension === undefined ? [] : partsOf(extension.value)
  const of = (number: number) =>
    names.flatMap(({ tag, body }) => (tag === context(number, false) ? [body] : []))
  return { dns: of(2).map((body) => body.toString('latin1')), ips: of(7) }
}

function isCaOf(extension: Extension | undefined): boolean | null {
  if (extension === undefined) return null
  const [first] = partsOf(extension.value)
  return first?.tag === tags.boolean && first.body[0] !== 0
}

function keyUsageOf(extension: Extension | undefined): Certificate['keyUsage'] {
  if (extension === undefined) return null
  const octet = extension.value.body[1] ?? 0
  const bits = usages.filter((_, at) => octet & (0x80 >> at))
  return { critical: extension.critical, bits: new Set(bits) }
}

const purposesOf = (extension: Extension | undefined): Certificate['purposes'] =>
  extension === undefined
    ? null
    : { critical: extension.critical, oids: partsOf(extension.value).map(oidOf) }
