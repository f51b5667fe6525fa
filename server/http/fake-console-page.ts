import { WebSocket } from 'ws'
import { ticketProtocol } from '../../lib/contract/console-protocols.ts'
import type {
  Admission,
  ConsoleChoice,
  ConsoleMessage,
  ConsoleRequest,
} from '../../lib/contract/consoles.ts'
import type { Grant } from '../../lib/contract/people.ts'
import { paths } from '../../lib/paths.ts'
import { fakeUuid } from '../connections/fake-driver.ts'
import type { FakeServer } from './fake-server.ts'
import { here } from './fake-services.ts'

export const operator: Grant[] = [{ connection: here, role: 'operator' }]
export const viewer: Grant[] = [{ connection: here, role: 'viewer' }]
export const shell: ConsoleChoice = { by: 'text', device: 'serial0', force: false }
export const screen: ConsoleChoice = { by: 'display', index: 0 }

/** Somebody who is signed in: what they are called, and a cookie. */
export type Somebody = Awaited<ReturnType<FakeServer['admit']>> & { cookie: string }

let people = 0
/** Somebody new with these grants. `again` signs them in once more, as on another machine. */
export async function somebody(server: FakeServer, grants: Grant[]) {
  people += 1
  const { cookie, ...person } = await server.admit(`Person ${people}`, grants)
  return { ...person, cookie: await cookie(), again: cookie }
}

/** What a page has of one socket of a console. */
export interface Look {
  people: { person: string; controls: boolean }[]
  text: string
  words: ConsoleMessage[]
  socket: WebSocket
  say(bytes: string | Buffer): void
  ask(request: ConsoleRequest): void
  closed: Promise<number>
  close(): void
}

export interface Entering {
  cookie: string | null
  console: string
  /** null: a further socket, which has none. */
  ticket: string | null
  origin?: string
}

/** Resolves to the open socket, or to the status of the refusal. */
export function enter(
  server: FakeServer,
  { cookie, ticket, console, origin = server.origin }: Entering,
): Promise<Look | number> {
  const place = ticket === null ? paths.consoleChannel(console) : paths.consoleSocket(console)
  const protocols = ticket === null ? ['binary'] : ['oirase.console', ticketProtocol(ticket)]
  const headers = cookie === null ? {} : { cookie: `oirase=${cookie}` }
  const socket = new WebSocket(`ws://${server.host}${place}`, protocols, { origin, headers })
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  const look: Look = {
    ...{ people: [], text: '', words: [], closed, socket },
    say: (bytes) => socket.send(Buffer.from(bytes)),
    ask: (request) => socket.send(JSON.stringify(request)),
    close: () => socket.close(),
  }
  socket.on('message', (data, isBinary) => {
    if (isBinary) {
      look.text += (data as Buffer).toString('latin1')
      return
    }
    const message = JSON.parse(String(data)) as ConsoleMessage
    look.words.push(message)
    if (message.type === 'here') look.people = message.people
  })
  return new Promise((resolve) => {
    socket.on('open', () => resolve(look))
    socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode ?? 0))
    socket.on('error', () => resolve(-1))
  })
}

export async function admission(
  server: FakeServer,
  cookie: string,
  choice: ConsoleChoice,
  verb: 'open' | 'watch' = 'open',
): Promise<Admission> {
  const target = `/api/connections/${here}/domains/${fakeUuid(1)}/consoles/${verb}`
  const { status, json } = await server.ask('POST', target, { cookie, body: { choice } })
  if (status !== 200) throw new Error(`refused with ${status}: ${JSON.stringify(json)}`)
  return json as Admission
}

/** An open console, and its name. */
export async function looking(
  server: FakeServer,
  cookie: string,
  choice: ConsoleChoice,
  verb: 'open' | 'watch' = 'open',
): Promise<Look & { console: string }> {
  const admitted = await admission(server, cookie, choice, verb)
  const look = await enter(server, { ...admitted, cookie })
  if (typeof look === 'number') throw new Error(`refused with ${look}`)
  return Object.assign(look, { console: admitted.console })
}
