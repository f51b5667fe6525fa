import type { Frame } from './frame.ts'
import type { EventRow } from './row.ts'
import { decode } from './xdr.ts'

interface Subscription {
  // biome-ignore lint/suspicious/noExplicitAny: rows of every payload are kept in one map
  row: EventRow<any>
  handlers: Set<(payload: unknown) => void>
}

/** Who wants which of the messages that a daemon sends by itself. */
export class Subscriptions {
  readonly #byNumber = new Map<number, Subscription>()

  /** Returns how to stop. */
  on<P>(row: EventRow<P>, handler: (payload: P) => void): () => void {
    const key = keyOf(row.program, row.number)
    const subscription = this.#byNumber.get(key) ?? { row, handlers: new Set() }
    this.#byNumber.set(key, subscription)
    const one = (payload: unknown) => handler(payload as P)
    subscription.handlers.add(one)
    return () => subscription.handlers.delete(one)
  }

  /** A message nobody asked for, or of a newer libvirt, is dropped. Throws ProtocolError on a malformed one, and what a handler throws. */
  receive(frame: Frame): void {
    const subscription = this.#byNumber.get(keyOf(frame.program, frame.procedure))
    if (subscription === undefined || subscription.handlers.size === 0) return
    const payload: unknown = decode(subscription.row.payload, frame.bytes, frame.start)
    for (const handler of subscription.handlers) handler(payload)
  }
}

const keyOf = (program: number, procedure: number) => program * 65_536 + procedure
