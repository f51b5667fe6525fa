import { Failure } from '../../../lib/failure.ts'
import type { RemoteClient } from '../../rpc/client.ts'

/** remote_auth_type. */
const none = 0
const sasl = 1
const polkit = 2

/** Does what the daemon asks for before it lets anybody in. Throws Failure('host.refused-login'). */
export async function signIn(calls: RemoteClient, signal: AbortSignal): Promise<void> {
  const { types } = await calls.authList({}, { signal })
  if (types.includes(none)) return
  if (types.includes(polkit)) {
    const { complete } = await calls.authPolkit({}, { signal })
    if (complete) return
    throw new Failure('host.refused-login', 'The host’s polkit did not let this server in.')
  }
  throw new Failure(
    'host.refused-login',
    types.includes(sasl)
      ? 'The host asks for a SASL user name and password, which Oirase does not support yet.'
      : `The host asks for a kind of login that Oirase does not know (${types.join(', ')}).`,
  )
}
