import type { ServerMessage } from '../../lib/contract/live.ts'
import type { Connections } from '../connections/connections.ts'
import type { Frame } from './outbox.ts'

/** Below this, deflating costs more than it saves. */
const worthCompressing = 2 * 1024

/** Rows repeat themselves and shrink to a tenth. Stats are digits, and come to everybody at the same moment. */
export const frameOf = (message: ServerMessage): Frame => {
  const bytes = Buffer.from(JSON.stringify(message))
  return { bytes, compress: message.type !== 'stats' && bytes.length >= worthCompressing }
}

/** The frame of a message, made when the first browser wants it and never twice. */
export function lazyFrame(message: ServerMessage): () => Frame {
  let frame: Frame | null = null
  return () => {
    frame ??= frameOf(message)
    return frame
  }
}

/** Whole listings as frames, one a connection, for as long as their revision is the newest. */
export class ListingFrames {
  readonly #connections: Pick<Connections, 'has' | 'listing'>
  readonly #frames = new Map<string, { revision: number; frame: Frame }>()

  constructor(connections: Pick<Connections, 'has' | 'listing'>) {
    this.#connections = connections
  }

  /** null when the connection is no longer there. */
  of(connection: string): Frame | null {
    if (!this.#connections.has(connection)) return null
    const { revision, domains } = this.#connections.listing(connection)
    const known = this.#frames.get(connection)
    if (known?.revision === revision) return known.frame
    const frame = frameOf({ type: 'listing', connection, revision, domains })
    this.#frames.set(connection, { revision, frame })
    return frame
  }

  forget(connection: string): void {
    this.#frames.delete(connection)
  }
}
