import { X509Certificate } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import type { Failure } from '../../../lib/failure.ts'
import { type TlsTrouble, tlsTrouble } from '../../../lib/libvirt/troubles/tls.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { isFor, namesIn } from './host-name.ts'
import type { Revocations } from './revocations.ts'

interface Expected {
  /** As the URI spells it; null: whose name it has is all the same, for the way leads nowhere else. */
  host: string | null
  revoked: Revocations
  now: Milliseconds
}

/** What OpenSSL finds wrong with a chain (X509_V_ERR_…), as Node calls it. */
const verdicts: Record<string, TlsTrouble> = {
  CERT_HAS_EXPIRED: 'tls-expired',
  CERT_NOT_YET_VALID: 'tls-not-yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls-foreign-ca',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls-foreign-ca',
  UNABLE_TO_GET_ISSUER_CERT: 'tls-foreign-ca',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls-foreign-ca',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls-foreign-ca',
  CERT_SIGNATURE_FAILURE: 'tls-foreign-ca',
  CERT_UNTRUSTED: 'tls-foreign-ca',
}

/**
 * Why whoever answers is not the host that was meant; null when it is. OpenSSL has built the chain to our authority and
 * checked signatures and dates; revocation and the name are checked here, as GnuTLS does it.
 */
export function whyUntrusted(socket: TLSSocket, { host, revoked, now }: Expected): Failure | null {
  const chain = chainOf(socket)
  if (chain === null) return refusal('tls-unfit', 'Its certificate cannot be read.')
  const [own] = chain
  if (own === undefined) return refusal('tls-foreign-ca', 'It shows no certificate.')
  if (!socket.authorized) return asFound(String(socket.authorizationError), chain, now)
  const gone = chain.find(revoked)
  if (gone !== undefined)
    return refusal('tls-revoked', `${titleOf(gone)} is on the list of revoked ones.`)
  if (host !== null && !isFor(host, own)) {
    return refusal(
      'tls-wrong-name',
      `It was dialled as ${host}, and its certificate is for ${namesIn(own)}.`,
    )
  }
  return own.isCa === true
    ? refusal('tls-unfit', `${titleOf(own)} is an authority’s, not a server’s.`)
    : null
}

function asFound(code: string, chain: readonly Certificate[], now: Milliseconds): Failure {
  const expired = chain.find(({ notAfter }) => notAfter < now)
  const early = chain.find(({ notBefore }) => notBefore > now)
  const weak = chain.find((one) => weaknessOf(one) !== null)
  const trouble = verdicts[code] ?? (weak === undefined ? 'tls-unfit' : 'tls-weak')
  if (trouble === 'tls-expired' && expired !== undefined) {
    return refusal(trouble, `${titleOf(expired)} expired on ${dayOf(expired.notAfter)}.`)
  }
  if (trouble === 'tls-not-yet' && early !== undefined) {
    return refusal(trouble, `${titleOf(early)} is valid from ${dayOf(early.notBefore)}.`)
  }
  if (trouble === 'tls-weak' && weak !== undefined) {
    return refusal(trouble, `${titleOf(weak)}: ${weaknessOf(weak)}.`)
  }
  const issuer = chain.at(-1)?.x509.issuer.replaceAll('\n', ', ')
  if (trouble === 'tls-foreign-ca')
    return refusal(trouble, `It is certified by ${issuer}. (${code})`)
  return refusal(trouble, `OpenSSL says ${code}.`)
}

/** libvirt tells the reason to its log alone. */
const refusal = (trouble: TlsTrouble, why: string): Failure =>
  tlsTrouble(trouble, `authentication failed: Failed to verify peer's certificate. ${why}`)

const titleOf = ({ x509 }: Certificate): string =>
  `The certificate of ${x509.subject?.replaceAll('\n', ', ') || 'nobody'}`
const dayOf = (at: Milliseconds): string => new Date(at).toISOString().slice(0, 10)

/** OpenSSL refuses these at any security level that is usual, but Node does not tell so. */
const weakSignatures: Record<string, string> = {
  '1.2.840.113549.1.1.4': 'MD5',
  '1.2.840.113549.1.1.5': 'SHA-1',
  '1.2.840.10045.4.1': 'SHA-1',
}
const leastRsa = 2048
const leastCurve = ['secp160', 'secp192', 'prime192', 'sect1']

function weaknessOf({ x509, signature }: Certificate): string | null {
  const hash = weakSignatures[signature]
  const { modulusLength, namedCurve = '' } = x509.publicKey.asymmetricKeyDetails ?? {}
  if (modulusLength !== undefined && modulusLength < leastRsa)
    return `its key has ${modulusLength} bits`
  if (leastCurve.some((curve) => namedCurve.startsWith(curve))) return `its key is on ${namedCurve}`
  return hash === undefined ? null : `it is signed with ${hash}`
}

/** More than any chain that is made on purpose. */
const longestChain = 10

/** The host's own certificate and those that stand behind it, as far as it or we know them; null: one is broken. */
function chainOf(socket: TLSSocket): Certificate[] | null {
  const chain: Certificate[] = []
  let next = socket.getPeerCertificate(true)
  try {
    while (next?.raw !== undefined && chain.length < longestChain) {
      chain.push(readCertificate(new X509Certificate(next.raw)))
      if (next.issuerCertificate === next) break
      next = next.issuerCertificate
    }
  } catch {
    return null
  }
  return chain
}
