import type { X509Certificate } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { createSecureContext, TLSSocket } from 'node:tls'
import { tlsOwnTrouble } from '../../../lib/libvirt/troubles/tls-own.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { type PassphraseAsker, withPassphrase } from './passphrase.ts'

interface Pkcs12 {
  file: string
  chain: readonly Certificate[]
  material: { pfx: Buffer; passphrase: string }
}

/** A certificate and its key from one file. Throws as withPassphrase does, and tls-file-broken. */
export async function readPkcs12(file: string, pfx: Buffer, ask: PassphraseAsker): Promise<Pkcs12> {
  const { x509, passphrase } = await withPassphrase(file, ask, (given) => {
    const passphrase = given ?? ''
    return { x509: ownOf(pfx, passphrase), passphrase }
  })
  if (x509 === null) {
    throw tlsOwnTrouble('tls-file-broken', `There is no certificate with its key in '${file}'.`)
  }
  return { file, chain: [readCertificate(x509)], material: { pfx, passphrase } }
}

/** Node reads PKCS#12 only into a secure context, which shows its certificate on a socket alone. */
function ownOf(pfx: Buffer, passphrase: string): X509Certificate | null {
  const secureContext = createSecureContext({ pfx, passphrase })
  const socket = new TLSSocket(new PassThrough(), { secureContext })
  try {
    return socket.getX509Certificate() ?? null
  } finally {
    socket.on('error', () => {}).destroy()
  }
}
