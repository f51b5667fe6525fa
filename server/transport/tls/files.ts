import path from 'node:path'
import type { Surrounds } from '../transport.ts'

/** Where the files of one identity would be: a certificate with its key, or both in one file of PKCS#12. */
export interface IdentityFiles {
  cert: string
  key: string
  p12: string
}

/** Where to look for our files, first the likelier place; each place counts as a whole for an identity. */
export interface TlsFiles {
  ca: readonly string[]
  crl: readonly string[]
  /** One list of places an identity. */
  identities: readonly (readonly IdentityFiles[])[]
}

/** The second to fifth identity, since libvirt 11.10. */
const suffixes = ['', '0', '1', '2', '3']

/**
 * As libvirt searches (virNetTLSContextLocateCredentials): `pkipath` is the only folder when it is given; else a user
 * has files in ~/.pki/libvirt before the machine's, and root only the machine's. PKCS#12 is ours, libvirt reads none:
 * clientcert.p12 beside where the certificate would be.
 */
export function tlsFiles(
  pkipath: string | undefined,
  { uid, env }: Pick<Surrounds, 'uid' | 'env'>,
): TlsFiles {
  const flat = (folder: string): Place => ({ ca: folder, cert: folder, key: folder })
  const machine: Place = {
    ca: '/etc/pki/CA',
    cert: '/etc/pki/libvirt',
    key: '/etc/pki/libvirt/private',
  }
  const own = uid !== 0 && env.HOME ? [flat(path.join(env.HOME, '.pki/libvirt'))] : []
  const places = pkipath === undefined ? [...own, machine] : [flat(pkipath)]
  return {
    ca: places.map(({ ca }) => path.join(ca, 'cacert.pem')),
    crl: places.map(({ ca }) => path.join(ca, 'cacrl.pem')),
    identities: suffixes.map((suffix) => places.map((place) => identityIn(place, suffix))),
  }
}

interface Place {
  ca: string
  cert: string
  key: string
}

const identityIn = (place: Place, suffix: string): IdentityFiles => ({
  cert: path.join(place.cert, `clientcert${suffix}.pem`),
  key: path.join(place.key, `clientkey${suffix}.pem`),
  p12: path.join(place.cert, `clientcert${suffix}.p12`),
})
