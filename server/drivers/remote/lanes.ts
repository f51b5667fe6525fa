import { Failure } from '../../../lib/failure.ts'

const mostWaiting = 1_000

export type Lane = <T>(work: () => Promise<T>) => Promise<T>

/** Lets at most `width` pieces of work go on at once; the others wait in order, up to a bound (server.busy). */
export function lanes(width: number): Lane {
  let free = width
  const waiting: (() => void)[] = []
  const turn = () => {
    if (waiting.length >= mostWaiting) throw new Failure('server.busy')
    return new Promise<void>((resolve) => waiting.push(resolve))
  }
  return async (work) => {
    if (free > 0) free -= 1
    else await turn()
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}

/** Where what changes something takes its place. */
export interface ChangeLanes {
  quick: Lane
  /** For what may take minutes. */
  long: Lane
}

/**
 * The channel has four places at the host. Changes take three of them at most, and the long ones two, so
 * that reading goes on while machines are saved, and one that hangs can be forced off.
 */
export function changeLanes(): ChangeLanes {
  const [quick, slow] = [lanes(3), lanes(2)]
  return { quick, long: (work) => slow(() => quick(work)) }
}
