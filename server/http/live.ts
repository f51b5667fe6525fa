import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { Failure, failureKinds } from '../../lib/failure.ts'
import type { Audit } from '../audit/audit.ts'
import { authorise } from '../auth/authorise.ts'
import type { SignedIn } from '../auth/sessions.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { Viewers } from '../auth/viewers.ts'
import { isSameOrigin, type Visitor } from './visitor.ts'

const perPerson = 64
const inAll = 2_000

/** Browsers say a sentence at most: watch this, no longer that. */
const longestMessage = 64 * 1024

export interface LiveServices {
  viewers: Viewers
  audit: Audit
  hub: { accept(socket: WebSocket, viewer: Viewer): void }
}

/** Plain words and an end: a browser shows neither, but whoever tries by hand should learn why. */
export function refuseUpgrade(socket: Duplex, status: number, why: string): void {
  const head = [
    `HTTP/1.1 ${status} Refused`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(why) + 1}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${why}\n`)
}

/** Lets browsers listen: the same origin, session and authorisation as for a request, and a bounded number of them. */
export class LiveDoor {
  readonly #services: LiveServices
  readonly #counts = new Map<string, number>()
  #open = 0
  readonly #sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: longestMessage,
    // a listing shrinks to a tenth; without contexts kept, a thousand idle sockets hold no compressors
    perMessageDeflate: {
      threshold: 1_024,
      concurrencyLimit: 4,
      serverNoContextTakeover: true,
      clientNoContextTakeover: true,
      zlibDeflateOptions: { level: 3 },
    },
  })

  constructor(services: LiveServices) {
    this.#services = services
  }

  get open(): number {
    return this.#open
  }

  async enter(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    visitor: Visitor,
    signedIn: SignedIn | null,
  ): Promise<void> {
    try {
      this.#check(request, visitor, signedIn)
    } catch (cause) {
      if (!(cause instanceof Failure)) throw cause
      await this.#refuse(socket, cause, visitor, signedIn)
      return
    }
    const { session, person } = signedIn as SignedIn
    this.#sockets.handleUpgrade(request, socket, head, (browser) => {
      this.#count(person.id, 1)
      browser.once('close', () => this.#count(person.id, -1))
      this.#services.hub.accept(browser, this.#services.viewers.open(session, person))
    })
  }

  #check(request: IncomingMessage, visitor: Visitor, signedIn: SignedIn | null): void {
    if (!isSameOrigin(request, visitor)) throw new Failure('request.wrong-origin')
    // what somebody may see is asked message by message; without any grant they still hear of the first
    authorise({ needs: 'signed-in', on: 'any' }, signedIn?.person ?? null, null)
    const theirs = this.#counts.get(signedIn?.person.id ?? '') ?? 0
    if (theirs >= perPerson || this.#open >= inAll) throw new Failure('server.busy')
  }

  async #refuse(
    socket: Duplex,
    { code }: Failure,
    { address }: Visitor,
    signedIn: SignedIn | null,
  ): Promise<void> {
    const person = signedIn?.person.name ?? null
    const deed = { person, address, verb: 'live.listen', subject: '', result: code, detail: null }
    const { status, say } = failureKinds[code]
    refuseUpgrade(socket, status, say)
    if (person === null) await this.#services.audit.refuseStranger(deed)
    else await this.#services.audit.append(deed)
  }

  #count(person: string, by: 1 | -1): void {
    this.#open += by
    const theirs = (this.#counts.get(person) ?? 0) + by
    if (theirs > 0) this.#counts.set(person, theirs)
    else this.#counts.delete(person)
  }
}
