import { Failure, type FailureCode } from '../failure.ts'
import type { Dial } from './plan-types.ts'

/** What to do about it; `run` is a command for the host (or, where `say` says so, for this server's machine). */
export interface Advice {
  say: string
  run: string | null
}

/** Something that is known to go wrong on the way to a host. */
export interface Trouble {
  code: FailureCode
  /** What it is, in a phrase: the heading of its paragraph in the help. */
  title: string
  /** Likely causes in order, most likely first. */
  advice(dial: Dial): Advice[]
}

export const say = (text: string, run: string | null = null): Advice => ({ say: text, run })

/** Makes the function that throws a table's troubles: `throw troubled('tcp-refused', words)`. */
export const troubledBy =
  <Id extends string>(table: Record<Id, Trouble>) =>
  (trouble: Id, detail: string | null, options: ErrorOptions = {}): Failure =>
    new Failure(table[trouble].code, detail, { ...options, trouble })
