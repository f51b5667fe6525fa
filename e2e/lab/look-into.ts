import { ticketProtocol } from '../../lib/contract/console-protocols.ts'
import type { Admission, ConsoleChoice, ConsoleMessage } from '../../lib/contract/consoles.ts'
import { paths } from '../../lib/paths.ts'
import type { Served } from './served.ts'

/** One look into a console, as a page has it. */
export interface Look {
  readonly words: ConsoleMessage[]
  /** All bytes so far. */
  bytes(): Buffer
  send(bytes: string | Buffer): void
  close(): void
}

/** Opens a console by the API and its socket, as a page does. */
export async function lookInto(
  served: Served,
  { connection, domain }: { connection: string; domain: string },
  choice: ConsoleChoice,
): Promise<Look> {
  const asked = `/connections/${connection}/domains/${domain}/consoles/open`
  const { console, ticket } = (await served.api('POST', asked, { choice })) as Admission
  const protocols = ['oirase.console', ticketProtocol(ticket)]
  const socket = served.socket(paths.consoleSocket(console), protocols)
  const pieces: Buffer[] = []
  const words: ConsoleMessage[] = []
  socket.on('message', (data, isBinary) => {
    if (isBinary) pieces.push(data as Buffer)
    else words.push(JSON.parse(String(data)) as ConsoleMessage)
  })
  await new Promise((resolve, reject) => {
    socket.on('open', resolve)
    socket.on('error', reject)
  })
  return {
    words,
    bytes: () => Buffer.concat(pieces),
    send: (bytes) => socket.send(Buffer.from(bytes)),
    close: () => socket.close(),
  }
}

export const serial = { by: 'text', device: 'serial0', force: false } as const
export const display = (index: number) => ({ by: 'display', index }) as const
