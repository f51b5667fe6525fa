import type { Clock } from '../../../lib/clock.ts'
import { Failure } from '../../../lib/failure.ts'
import type { Asker } from '../../../lib/libvirt/question.ts'
import type { Bytes } from '../../../lib/units.ts'
import { RemoteError } from '../../rpc/errors.ts'
import type { RpcStream } from '../../rpc/stream.ts'
import type { DomainOps, Screenshot } from '../driver.ts'
import type { Asked } from './ability.ts'
import { failureOf } from './failures.ts'
import { lanes } from './lanes.ts'
import { type DialRemote, openLine, type RemotePlan } from './line.ts'
import { refOf } from './read-domain.ts'

/** A screen of 4096 × 4096 as a portable pixmap, and then some. */
const largest: Bytes = 64 * 1024 * 1024
const kinds = ['image/png', 'image/x-portable-pixmap']
const firstScreen = 0

/** How another line to the host is had. */
export interface LineSource {
  plan: RemotePlan
  dial: DialRemote
  clock: Clock
  /** The one that let the first line in: it knows what was answered then. */
  asker: Asker
}

/**
 * Takes pictures over a line of its own. A stream has no flow control: over a slow link its megabytes
 * would stand before every event on the main line. Opening one costs three round trips.
 */
export function screenshots(
  { plan, dial, clock, asker }: LineSource,
  asked: Asked,
): NonNullable<DomainOps['screenshot']> {
  const atOnce = lanes(2)
  const take = async (uuid: string, signal: AbortSignal): Promise<Screenshot> => {
    const options = { readOnly: false, signal, progress: () => {}, asker }
    const line = await openLine(plan, dial, options, clock)
    try {
      const args = { dom: refOf(uuid), screen: firstScreen, flags: 0 }
      const { reply, stream } = await asked(line.calls.domainScreenshot(args, { signal }))
      const mime = kinds.find((kind) => kind === reply.mime)
      if (mime === undefined) {
        throw new Failure('host.refused', 'The picture it sent is of an unknown kind.')
      }
      return { mime, bytes: await gather(stream) }
    } finally {
      await line.close()
    }
  }
  return (uuid, signal) => atOnce(() => take(uuid, signal))
}

async function gather(stream: RpcStream): Promise<Uint8Array> {
  const pieces: Buffer[] = []
  let size = 0
  try {
    for await (const piece of stream) {
      size += piece.length
      if (size > largest) throw new Failure('host.refused', 'The picture it sent is too large.')
      pieces.push(piece)
    }
  } catch (cause) {
    throw cause instanceof RemoteError ? failureOf(cause) : cause
  }
  return Buffer.concat(pieces, size)
}
