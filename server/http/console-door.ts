import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { consoleProtocol, ticketIn } from '../../lib/contract/console-protocols.ts'
import { Failure, failureKinds } from '../../lib/failure.ts'
import type { Audit } from '../audit/audit.ts'
import type { SignedIn } from '../auth/sessions.ts'
import type { Viewers } from '../auth/viewers.ts'
import type { Consoles } from '../consoles/consoles.ts'
import type { OpenConsole } from '../consoles/open-console.ts'
import { refuseUpgrade } from './live.ts'
import { isSameOrigin, type Visitor } from './visitor.ts'

/** The largest message a display protocol's client sends: a pasted text. */
const longestMessage = 1024 * 1024

/** Ours, and the one that SPICE’s client asks for: a browser gives up a socket that answers with none of what it offered. */
const protocols = [consoleProtocol, 'binary']

export interface ConsoleServices {
  consoles: Pick<Consoles, 'enter' | 'find'>
  viewers: Viewers
  audit: Audit
}

interface Asking {
  request: IncomingMessage
  socket: Duplex
  head: Buffer
  visitor: Visitor
  signedIn: SignedIn | null
}

/** `/api/consoles/ID` is a console's first socket, `…/ID/channel` a further one of a display that wants several. */
const place = /^\/api\/consoles\/([\w-]{1,64})(\/channel)?$/

export const isConsole = ({ pathname }: URL): boolean => place.test(pathname)

/** Lets browsers into consoles: who asked for it, from the page that asked, and in time. */
export class ConsoleDoor {
  readonly #services: ConsoleServices
  readonly #sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: longestMessage,
    perMessageDeflate: false,
    handleProtocols: (offered) => protocols.find((one) => offered.has(one)) ?? false,
  })

  constructor(services: ConsoleServices) {
    this.#services = services
  }

  async enter(url: URL, asking: Asking): Promise<void> {
    const [, id = '', channel] = place.exec(url.pathname) ?? []
    try {
      const console = this.#admit(id, channel !== undefined, asking)
      this.#upgrade(console, channel !== undefined, asking)
    } catch (cause) {
      if (!(cause instanceof Failure)) throw cause
      await this.#refuse(id, cause, asking)
    }
  }

  #admit(id: string, further: boolean, { request, visitor, signedIn }: Asking): OpenConsole {
    if (!isSameOrigin(request, visitor)) throw new Failure('request.wrong-origin')
    if (signedIn === null) throw new Failure('session.missing')
    const { session, person } = signedIn
    const claim = { console: id, session, person: person.id, origin: visitor.origin }
    const { consoles } = this.#services
    return further ? consoles.find(claim) : consoles.enter(ticketOf(request), claim)
  }

  #upgrade(
    open: OpenConsole,
    further: boolean,
    { request, socket, head, visitor, signedIn }: Asking,
  ): void {
    // whoever goes away while the socket opens leaves a console that nobody serves
    socket.once('close', () => further || open.end())
    this.#sockets.handleUpgrade(request, socket, head, (browser) => {
      if (further) {
        void open.serveChannel(browser)
        return
      }
      const { session, person } = signedIn as SignedIn
      void open.serve(browser, this.#services.viewers.open(session, person))
      void this.#tellEnd(open, person.name, visitor.address)
    })
  }

  async #tellEnd(open: OpenConsole, person: string, address: string): Promise<void> {
    const { error, up, down } = await open.over
    const { connection, domain, choice } = open.wish
    const subject = `connection ${connection}, domain ${domain}`
    const detail = JSON.stringify({ choice, up, down })
    const result = error?.code ?? 'done'
    await this.#services.audit.append({
      ...{ person, address, verb: 'console.close' },
      ...{ subject, result, detail },
    })
  }

  async #refuse(
    id: string,
    { code }: Failure,
    { socket, visitor: { address }, signedIn }: Asking,
  ): Promise<void> {
    const person = signedIn?.person.name ?? null
    const deed = { address, verb: 'console.enter', subject: `console ${id}`, result: code }
    const { status, say } = failureKinds[code]
    refuseUpgrade(socket, status, say)
    if (person === null) {
      await this.#services.audit.refuseStranger({ ...deed, person, detail: null })
    } else await this.#services.audit.append({ ...deed, person, detail: null })
  }
}

function ticketOf(request: IncomingMessage): string {
  const offered = request.headers['sec-websocket-protocol']?.split(',') ?? []
  const ticket = offered.map((one) => ticketIn(one.trim())).find((one) => one !== null)
  if (ticket === undefined || ticket === null) throw new Failure('permission.denied')
  return ticket
}
