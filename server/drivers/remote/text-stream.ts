import type { TextDevice } from '../../../lib/libvirt/consoles.ts'
import { RemoteError } from '../../rpc/errors.ts'
import type { RpcStream } from '../../rpc/stream.ts'
import type { OpenText, TextStream } from '../driver.ts'
import { failureOf } from './failures.ts'
import { type Line, openLine } from './line.ts'
import { refOf } from './read-domain.ts'
import type { LineSource } from './screenshot.ts'

/** VIR_DOMAIN_CONSOLE_FORCE and VIR_DOMAIN_CHANNEL_FORCE. */
const forced = 1

/**
 * Opens a text device over a line of its own: a stream has no flow control, and a guest that floods its console must
 * hold up nothing else. Throws Failure: host.refused while somebody else has it.
 */
export async function openTextStream(
  { plan, dial, clock, asker }: LineSource,
  uuid: string,
  { kind, name }: TextDevice,
  { force, signal }: OpenText,
): Promise<TextStream> {
  const options = { readOnly: false, signal, progress: () => {}, asker }
  const line = await openLine(plan, dial, options, clock)
  try {
    const dom = refOf(uuid)
    const flags = force ? forced : 0
    const { stream } = await (kind === 'channel'
      ? line.calls.domainOpenChannel({ dom, name, flags }, { signal })
      : line.calls.domainOpenConsole({ dom, devName: name, flags }, { signal }))
    return textStream(line, stream)
  } catch (cause) {
    await line.close()
    throw cause
  }
}

function textStream(line: Line, stream: RpcStream): TextStream {
  return {
    async *[Symbol.asyncIterator]() {
      try {
        yield* stream
      } catch (cause) {
        throw cause instanceof RemoteError ? failureOf(cause) : cause
      } finally {
        await line.close()
      }
    },
    write: (bytes) => stream.write(bytes),
    async close() {
      await stream.abort()
      await line.close()
    },
  }
}
