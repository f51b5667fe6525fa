import { Failure } from '../../../lib/failure.ts'

const mostWaiting = 1_000

/** Lets at most `width` pieces of work go on at once; the others wait in order, up to a bound (server.busy). */
export function lanes(width: number): <T>(work: () => Promise<T>) => Promise<T> {
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
