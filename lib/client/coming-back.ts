import type { ApiError } from '../contract/errors.ts'
import type { FailureCode } from '../failure.ts'
import type { Milliseconds } from '../units.ts'

/** A guest that restarts is away for a moment, a host for longer. */
const pauses: readonly Milliseconds[] = [500, 1_000, 2_000, 5_000, 10_000]
const longest: Milliseconds = 10_000

/** How long to wait before the next try to open a console again, after so many in a row came to nothing. */
export const pauseBefore = (tries: number): Milliseconds => pauses[tries] ?? longest

/** What a console is lost by that may be there again. */
const passing: readonly FailureCode[] = [
  'host.lost',
  'host.unreachable',
  'host.silent',
  'object.missing',
  'server.unreachable',
]

/** Whether a console that ended so (null: in peace) is opened again by itself; what was refused waits for somebody. */
export const comesBack = (error: ApiError | null): boolean =>
  error === null || passing.some((code) => code === error.code)
