import type { Failure } from '../../../lib/failure.ts'
import { daemonTrouble, type daemonTroubles } from '../../../lib/libvirt/troubles/daemon.ts'
import { RemoteError } from '../../rpc/errors.ts'
import { failureOf } from './failures.ts'

/** virErrorNumber, as a daemon uses it when it opens a hypervisor; what is not here is told in its own words. */
const known: Readonly<Record<number, keyof typeof daemonTroubles>> = {
  5: 'driver-missing', // NO_CONNECT
  38: 'driver-daemon', // SYSTEM_ERROR: virtproxyd finds no socket of the driver's own daemon, or nobody at it
}

/** Why a daemon that let us in does not open the hypervisor, as a Failure with its trouble. */
export function whyNotOpen(cause: unknown): Failure {
  const failure = failureOf(cause)
  const trouble = failure.cause instanceof RemoteError ? known[failure.cause.code] : undefined
  if (trouble === undefined || failure.trouble !== null) return failure
  return daemonTrouble(trouble, failure.detail, { cause: failure.cause })
}
