import { Failure } from '../../../lib/failure.ts'
import type { Step } from '../walk.ts'

/** A part of a display's grammar. */
export type Part<T = void> = Generator<Step, T, Buffer>

/** The next bytes, which wait for what is decided of them. */
export function* read(length: number): Part<Buffer> {
  return yield { read: length }
}

/** What was read goes on, and so many bytes more. */
export function* pass(length: number): Part {
  yield { pass: length }
}

/** What was read is left out, and so are so many bytes more. */
export function* drop(length: number): Part {
  yield { drop: length }
}

export const fail = (what: string): Failure =>
  new Failure('host.broke-protocol', `Its display sent ${what}.`)

/** `length` unless a display that means well would not send so much. Throws Failure. */
export function bounded(length: number, most: number, what: string): number {
  if (length > most) throw fail(`${what} of ${length} bytes`)
  return length
}
