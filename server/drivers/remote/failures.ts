import { asFailure, Failure, type FailureCode } from '../../../lib/failure.ts'
import { RemoteError } from '../../rpc/errors.ts'
import { plainLine } from '../plain.ts'

/** virErrorNumber (libvirt/virterror.h) to ours; what is not here is the host's refusal, told in its own words. */
const codes: Record<number, FailureCode> = {
  3: 'host.unsupported', // NO_SUPPORT
  5: 'uri.refused', // NO_CONNECT: no such hypervisor there
  29: 'host.read-only', // OPERATION_DENIED: what a read-only connection may not do
  42: 'domain.missing', // NO_DOMAIN
  43: 'object.missing', // NO_NETWORK
  45: 'host.refused-login', // AUTH_FAILED
  49: 'object.missing', // NO_STORAGE_POOL
  50: 'object.missing', // NO_STORAGE_VOL
  53: 'object.missing', // NO_NODE_DEVICE
  55: 'domain.wrong-state', // OPERATION_INVALID
  57: 'object.missing', // NO_INTERFACE
  62: 'object.missing', // NO_NWFILTER
  66: 'object.missing', // NO_SECRET
  67: 'host.unsupported', // CONFIG_UNSUPPORTED
  72: 'object.missing', // NO_DOMAIN_SNAPSHOT
  74: 'host.unsupported', // ARGUMENT_UNSUPPORTED
  79: 'host.refused-login', // AUTH_CANCELLED
  80: 'object.missing', // NO_DOMAIN_METADATA
  84: 'host.unsupported', // OPERATION_UNSUPPORTED
  88: 'host.denied', // ACCESS_DENIED
  94: 'host.refused-login', // AUTH_UNAVAILABLE
  99: 'object.missing', // DEVICE_MISSING
  101: 'object.missing', // NO_NWFILTER_BINDING
  103: 'object.missing', // NO_DOMAIN_CHECKPOINT
  107: 'object.missing', // NO_NETWORK_PORT
}

/** Anything a call throws, as a Failure; the daemon's own message is its detail. */
export function failureOf(cause: unknown): Failure {
  if (!(cause instanceof RemoteError)) return asFailure(cause)
  const code = cause.unknownProcedure ? 'host.unsupported' : (codes[cause.code] ?? 'host.refused')
  return new Failure(code, plainLine(cause.message), { cause })
}

export const failedWith = (cause: unknown, ...wanted: FailureCode[]): boolean =>
  cause instanceof Failure && wanted.includes(cause.code)

/** The call was answered, with a no: the connection itself is well. */
export const answeredNo = (cause: unknown): cause is Failure =>
  cause instanceof Failure && cause.cause instanceof RemoteError

/**
 * `instead` where the host answers no: it lacks the ability, denies it, or trips over this one object, and
 * none of that may cost the rest. What has gone is still told as gone.
 */
export const unlessRefused = <T>(answer: Promise<T>, instead: T): Promise<T> =>
  answer.catch((cause: unknown) => {
    if (answeredNo(cause) && !failedWith(cause, 'domain.missing')) return instead
    throw cause
  })
