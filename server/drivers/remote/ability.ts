import { failedWith } from './failures.ts'

/** Marks a call by whose "unsupported" a host says that it has nothing of the kind. */
export type Asked = <R>(answer: Promise<R>) => Promise<R>

/**
 * Something a hypervisor may lack: taken as there until the host says it is not, and null from then on.
 * To ask beforehand would hold up opening, for a host may start a daemon of its own for each kind.
 */
export function ability<T>(make: (asked: Asked) => T): () => T | null {
  let lacking = false
  const ops = make((answer) =>
    answer.catch((cause: unknown) => {
      lacking ||= failedWith(cause, 'host.unsupported')
      throw cause
    }),
  )
  return () => (lacking ? null : ops)
}
