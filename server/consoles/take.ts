import type { Readable } from 'node:stream'
import { Failure } from '../../lib/failure.ts'

const events = ['readable', 'end', 'close', 'error'] as const

/**
 * Exactly `length` bytes from a stream that nobody else reads; what comes after them stays in it. Throws host.lost
 * when it ends before, and what `signal` says when that aborts.
 */
export async function take(stream: Readable, length: number, signal: AbortSignal): Promise<Buffer> {
  if (length === 0) return Buffer.alloc(0)
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    // for as long as this waits: a stream that has a part of it tells each new listener so at once, over and over
    const settle = (end: () => void) => {
      for (const event of events) stream.off(event, look)
      signal.removeEventListener('abort', look)
      end()
    }
    const look = () => {
      if (signal.aborted) return settle(() => reject(signal.reason))
      const bytes: Buffer | null = stream.read(length)
      if (bytes?.length === length) return settle(() => resolve(bytes))
      if (bytes !== null) return settle(() => reject(cutOff()))
      if (stream.readableEnded || stream.destroyed) settle(() => reject(cutOff()))
    }
    for (const event of events) stream.on(event, look)
    signal.addEventListener('abort', look)
    look()
  })
}

const cutOff = () => new Failure('host.lost', 'It hung up in the middle of its greeting.')
