import type { X509Certificate } from 'node:crypto'
import { type TlsOwnTrouble, tlsOwnTrouble } from '../../../lib/libvirt/troubles/tls-own.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import type { Certificate, KeyUsage } from './certificate.ts'
import type { Identity } from './identity.ts'
import type { Revocations } from './revocations.ts'

/** What our own certificates must stand before they are shown (virNetTLSContextSanityCheckCredentials). */
export interface Own {
  caFile: string
  authorities: readonly Certificate[]
  identities: readonly Identity[]
  revoked: Revocations
}

type Problem = [TlsOwnTrouble, string]

const forClients = ['1.3.6.1.5.5.7.3.2', '2.5.29.37.0']

/** Throws Failure with libvirt's own sentence and its trouble for the first thing that is wrong. */
export function checkOwn(
  { caFile, authorities, identities, revoked }: Own,
  now: Milliseconds,
): void {
  const problems = [
    ...authorities.flatMap((one) => [
      ...datesOf(one, 'CA', caFile, now),
      ...authorityOf(one, caFile),
    ]),
    ...identities.flatMap(({ file, chain: [own] }) =>
      own === undefined ? [] : [...datesOf(own, 'client', file, now), ...clientOf(own, file)],
    ),
    ...identities.flatMap(({ file, chain }) => {
      const why = whyUntrusted(chain, authorities, revoked)
      const said = `Our own certificate ${file} failed validation against ${caFile}: ${why}`
      return why === null ? [] : [['tls-own-foreign', said] satisfies Problem]
    }),
  ]
  const [first] = problems
  if (first !== undefined) throw tlsOwnTrouble(...first)
}

function* datesOf(
  { notBefore, notAfter }: Certificate,
  whose: 'CA' | 'client',
  file: string,
  now: Milliseconds,
): Generator<Problem> {
  if (notAfter < now) yield ['tls-own-expired', `The ${whose} certificate ${file} has expired`]
  if (notBefore > now)
    yield ['tls-own-not-yet', `The ${whose} certificate ${file} is not yet active`]
}

function* authorityOf({ isCa, keyUsage }: Certificate, file: string): Generator<Problem> {
  if (isCa === null) {
    yield ['tls-own-unfit', `The certificate ${file} is missing basic constraints for a CA`]
  }
  if (isCa === false) {
    yield ['tls-own-unfit', `The certificate ${file} basic constraints do not show a CA`]
  }
  if (forbids(keyUsage, 'certSign')) {
    yield ['tls-own-unfit', `Certificate ${file} usage does not permit certificate signing`]
  }
}

function* clientOf({ isCa, keyUsage, purposes }: Certificate, file: string): Generator<Problem> {
  if (isCa === true) {
    const said = `The certificate ${file} basic constraints show a CA, but we need one for a client`
    yield ['tls-own-unfit', said]
  }
  if (forbids(keyUsage, 'digitalSignature')) {
    yield ['tls-own-unfit', `Certificate ${file} usage does not permit digital signature`]
  }
  if (purposes?.critical && !purposes.oids.some((oid) => forClients.includes(oid))) {
    const said = `Certificate ${file} purpose does not allow use for with a TLS client`
    yield ['tls-own-unfit', said]
  }
}

/** libvirt only warns of what is not critical; since 11.6 a client's key need not encipher keys. */
const forbids = (usage: Certificate['keyUsage'], bit: KeyUsage): boolean =>
  usage?.critical === true && !usage.bits.has(bit)

/** Longer than any chain that is made on purpose. */
const longestChain = 10

/** In GnuTLS's words; null when one of `authorities` stands behind the certificate. */
function whyUntrusted(
  [own, ...rest]: readonly Certificate[],
  authorities: readonly Certificate[],
  revoked: Revocations,
): string | null {
  let current = own
  for (let length = 0; current !== undefined && length < longestChain; length += 1) {
    if (revoked(current)) return 'The certificate has been revoked.'
    const subject: X509Certificate = current.x509
    const isIssuer = ({ x509 }: Certificate) =>
      subject.checkIssued(x509) && subject.verify(x509.publicKey)
    if (authorities.some(isIssuer)) return null
    current = rest.find((one) => one.x509 !== subject && isIssuer(one))
  }
  return "The certificate hasn't got a known issuer."
}
