import { tlsOwnTrouble } from '../../../lib/libvirt/troubles/tls-own.ts'
import type { Certificate } from './certificate.ts'
import type { IdentityFiles, TlsFiles } from './files.ts'
import { certificatesIn, type Identity, readIdentity } from './identity.ts'
import type { PassphraseAsker } from './passphrase.ts'
import { readOwnFile } from './read-file.ts'
import { noneRevoked, type Revocations, readRevocations } from './revocations.ts'

/** Whom we trust and who we are. */
export interface Credentials {
  caFile: string
  ca: string
  authorities: readonly Certificate[]
  revoked: Revocations
  /** Empty: the host is shown none. */
  identities: readonly Identity[]
}

/**
 * Reads our files. The authority's must be there, whatever else is checked; revocations and identities may be.
 * Throws Failure with a trouble of tls-own.ts.
 */
export async function readCredentials(files: TlsFiles, ask: PassphraseAsker): Promise<Credentials> {
  const ca = await firstOf('CA certificate', files.ca)
  const caFile = ca?.file ?? files.ca.at(-1) ?? ''
  if (ca === null) {
    const said = `Cannot read CA certificate '${caFile}': No such file or directory`
    throw tlsOwnTrouble('tls-ca-missing', said)
  }
  return {
    caFile,
    ca: ca.text,
    authorities: certificatesIn(caFile, ca.text),
    revoked: await revocationsIn(files.crl),
    identities: await identitiesIn(files.identities, ask),
  }
}

async function firstOf(
  what: string,
  files: readonly string[],
): Promise<{ file: string; text: string } | null> {
  for (const file of files) {
    const bytes = await readOwnFile(what, file)
    if (bytes !== null) return { file, text: String(bytes) }
  }
  return null
}

async function revocationsIn(files: readonly string[]): Promise<Revocations> {
  const crl = await firstOf('CA revocation list', files)
  if (crl === null) return noneRevoked
  try {
    return readRevocations(crl.text)
  } catch (cause) {
    const said = `Unable to import revocation list '${crl.file}': ${(cause as Error).message}`
    throw tlsOwnTrouble('tls-file-broken', said, { cause })
  }
}

async function identitiesIn(
  all: readonly (readonly IdentityFiles[])[],
  ask: PassphraseAsker,
): Promise<Identity[]> {
  const found: Identity[] = []
  for (const places of all) {
    const identity = await readIdentity(places, ask)
    if (identity !== null) found.push(identity)
  }
  return found
}
