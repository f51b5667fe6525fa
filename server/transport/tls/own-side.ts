import type { DialOptions, DialPlan, Surrounds } from '../transport.ts'
import { type Credentials, readCredentials } from './credentials.ts'
import { tlsFiles } from './files.ts'
import { passphraseAsker } from './passphrase.ts'
import { type TlsPolicy, tlsPolicy } from './priority.ts'
import { checkOwn } from './sanity.ts'

/** Our side of a TLS connection: whom we trust, who we are, and what we agree to. */
export interface OwnSide extends Credentials {
  policy: TlsPolicy
}

/** Our files where the plan says that they are, checked unless it says not to. Throws Failure with its trouble. */
export async function readOwnSide(
  { options }: Pick<DialPlan, 'options'>,
  { signal, asker }: Pick<DialOptions, 'signal' | 'asker'>,
  { clock, env, uid }: Pick<Surrounds, 'clock' | 'env' | 'uid'>,
): Promise<OwnSide> {
  const policy = tlsPolicy(options.tls_priority ?? null)
  const files = tlsFiles(options.pkipath, { env, uid })
  const own = await readCredentials(files, passphraseAsker(asker, signal))
  if (!options.no_sanity) checkOwn(own, clock.now())
  return { ...own, policy }
}
