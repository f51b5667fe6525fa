import { createPrivateKey, type KeyObject } from 'node:crypto'
import { tlsOwnTrouble } from '../../../lib/libvirt/troubles/tls-own.ts'
import { type Certificate, readCertificates } from './certificate.ts'
import type { IdentityFiles } from './files.ts'
import { type PassphraseAsker, withPassphrase } from './passphrase.ts'
import { readPkcs12 } from './pkcs12.ts'
import { readOwnFile } from './read-file.ts'

/** What this server shows of itself; a chain begins with its own certificate. */
export interface Identity {
  file: string
  chain: readonly Certificate[]
  /** As a secure context of Node takes it. */
  material: { cert: string; key: string } | { pfx: Buffer; passphrase: string }
}

/**
 * The identity that lies in the first of `places` that has anything of it; null when none has. Throws Failure with a
 * trouble of tls-own.ts, or what asking for a passphrase comes to.
 */
export async function readIdentity(
  places: readonly IdentityFiles[],
  ask: PassphraseAsker,
): Promise<Identity | null> {
  for (const place of places) {
    const cert = await readOwnFile('client certificate', place.cert)
    const key = await readOwnFile('client key', place.key)
    if (cert !== null && key !== null) return fromPem(place, String(cert), key, ask)
    if (cert !== null || key !== null) throw incomplete(place, cert === null)
    const p12 = await readOwnFile('client certificate', place.p12)
    if (p12 !== null) return readPkcs12(place.p12, p12, ask)
  }
  return null
}

const incomplete = ({ cert, key }: IdentityFiles, noCert: boolean) =>
  tlsOwnTrouble(
    'tls-pair-incomplete',
    noCert ? `There is '${key}' but no '${cert}'.` : `There is '${cert}' but no '${key}'.`,
  )

async function fromPem(
  { cert: file, key: keyFile }: IdentityFiles,
  text: string,
  bytes: Buffer,
  ask: PassphraseAsker,
): Promise<Identity> {
  const chain = certificatesIn(file, text)
  const key = await withPassphrase(keyFile, ask, (passphrase) => openKey(bytes, passphrase))
  if (chain[0]?.x509.checkPrivateKey(key) !== true) {
    throw tlsOwnTrouble('tls-key-foreign', `'${keyFile}' is not the key of '${file}'.`)
  }
  const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { file, chain, material: { cert: text, key: pem } }
}

const openKey = (key: Buffer, passphrase: string | null): KeyObject =>
  createPrivateKey(passphrase === null ? key : { key, passphrase })

/** The certificates in a file that must hold one at least. Throws tls-file-broken. */
export function certificatesIn(file: string, text: string): Certificate[] {
  const found = ((): Certificate[] | Error => {
    try {
      return readCertificates(text)
    } catch (cause) {
      return cause as Error
    }
  })()
  if (found instanceof Error || found.length === 0) {
    const why = found instanceof Error ? found.message : 'there is no certificate in it'
    throw tlsOwnTrouble('tls-file-broken', `Unable to import certificate '${file}': ${why}`)
  }
  return found
}
