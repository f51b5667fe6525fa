import type { WebSocket } from 'ws'
import { ticketProtocol } from '../../lib/contract/console-protocols.ts'
import type {
  Admission,
  ConsoleChoice,
  ConsoleMessage,
  ConsoleRequest,
} from '../../lib/contract/consoles.ts'
import { paths } from '../../lib/paths.ts'
import type { Served } from './served.ts'

/** A socket's side of a console: what came, and what is said. */
export interface Heard {
  /** All bytes so far. */
  bytes(): Buffer
  send(bytes: string | Buffer): void
  close(): void
}

/** One look into a console, as a page has it. */
export interface Look extends Heard {
  readonly words: ConsoleMessage[]
  ask(request: ConsoleRequest): void
  /** A further socket of it, as SPICE wants for each of its channels. */
  channel(): Promise<Heard>
}

/** A socket that collects its bytes; text frames go to `told`. Resolves once it is open. */
async function hear(socket: WebSocket, told: (text: string) => void = () => {}): Promise<Heard> {
  const pieces: Buffer[] = []
  socket.on('message', (data, isBinary) => {
    if (isBinary) pieces.push(data as Buffer)
    else told(String(data))
  })
  await new Promise((resolve, reject) => {
    socket.on('open', resolve)
    socket.on('error', reject)
  })
  return {
    bytes: () => Buffer.concat(pieces),
    send: (bytes) => socket.send(Buffer.from(bytes)),
    close: () => socket.close(),
  }
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
  const words: ConsoleMessage[] = []
  const heard = await hear(socket, (text) => words.push(JSON.parse(text) as ConsoleMessage))
  return {
    words,
    ...heard,
    ask: (request) => socket.send(JSON.stringify(request)),
    channel: () => hear(served.socket(paths.consoleChannel(console), ['binary'])),
  }
}

export const serial = { by: 'text', device: 'serial0', force: false } as const
export const display = (index: number) => ({ by: 'display', index }) as const
