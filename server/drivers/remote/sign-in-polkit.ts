import { Failure } from '../../../lib/failure.ts'
import { type LoginTrouble, loginTrouble } from '../../../lib/libvirt/troubles/login.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import { RemoteError } from '../../rpc/errors.ts'

/** What virPolkitCheckAuth (src/util/virpolkit.c) says no with, by virErrorNumber; anything else is that it could not ask. */
const refusals: Record<number, LoginTrouble> = {
  45: 'polkit-denied', // AUTH_FAILED
  79: 'polkit-cancelled', // AUTH_CANCELLED
  94: 'polkit-no-agent', // AUTH_UNAVAILABLE
}

/** Has the daemon ask polkit about the process at our end of its socket. Throws Failure with its trouble. */
export async function signInByPolkit(calls: RemoteClient, signal: AbortSignal): Promise<void> {
  const { complete } = await calls.authPolkit({}, { signal }).catch((cause: unknown) => {
    throw explained(cause)
  })
  if (!complete) throw loginTrouble('polkit-denied', null)
}

function explained(cause: unknown): unknown {
  if (!(cause instanceof Failure && cause.cause instanceof RemoteError)) return cause
  const trouble = refusals[cause.cause.code] ?? 'polkit-unreachable'
  return loginTrouble(trouble, cause.detail, { cause: cause.cause })
}
