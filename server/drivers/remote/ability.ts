import type { Failure } from '../../../lib/failure.ts'
import { RemoteError } from '../../rpc/errors.ts'
import { failedWith } from './failures.ts'

/** Marks a call by whose "unsupported" a host says that it has nothing of the kind. */
export type Asked = <R>(answer: Promise<R>) => Promise<R>

/**
 * Something a hypervisor may lack: taken as there until the host says it is not, and null from then on.
 * To ask beforehand would hold up opening, for a host may start a daemon of its own for each kind.
 */
export function ability<T>(
  make: (asked: Asked) => T,
  says: (cause: unknown) => boolean = (cause) => failedWith(cause, 'host.unsupported'),
): () => T | null {
  let lacking = false
  const ops = make((answer) =>
    answer.catch((cause: unknown) => {
      lacking ||= says(cause)
      throw cause
    }),
  )
  return () => (lacking ? null : ops)
}

/** VIR_ERR_NO_SUPPORT. */
const noSupport = 3

/** The hypervisor has no such call at all: other ways of "unsupported" are about what was asked of it this once. */
export function lacksCall(cause: unknown): boolean {
  const no = (cause as Failure | null)?.cause
  return no instanceof RemoteError && (no.code === noSupport || no.unknownProcedure)
}
