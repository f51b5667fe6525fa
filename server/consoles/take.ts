import type { Readable } from 'node:stream'
import { Failure } from '../../lib/failure.ts'

/**
 * Exactly `length` bytes from a stream that nobody else reads; what comes after them stays in it. Throws host.lost
 * when it ends before, and what `signal` says when that aborts.
 */
export async function take(stream: Readable, length: number, signal: AbortSignal): Promise<Buffer> {
  for (;;) {
    signal.throwIfAborted()
    const bytes: Buffer | null = length === 0 ? Buffer.alloc(0) : stream.read(length)
    if (bytes !== null) {
      if (bytes.length === length) return bytes
      throw new Failure('host.lost', 'It hung up in the middle of its greeting.')
    }
    if (stream.readableEnded || stream.destroyed) {
      throw new Failure('host.lost', 'It hung up before it had said hello.')
    }
    await moved(stream, signal)
  }
}

/** Resolves when there is more to read, or will not be. */
function moved(stream: Readable, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const events = ['readable', 'end', 'close', 'error'] as const
    const done = () => {
      for (const event of events) stream.off(event, done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    for (const event of events) stream.on(event, done)
    signal.addEventListener('abort', done)
  })
}
