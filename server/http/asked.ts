import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Auth } from '../auth/auth.ts'
import type { SignedIn } from '../auth/sessions.ts'
import { readCookie } from './cookie.ts'
import { type Reception, receive, type Visitor } from './visitor.ts'

/** A request that we answer: from whom, for what. */
export interface Asked {
  /** Names it in the log, in the answer and in the words of a failure. */
  id: string
  visitor: Visitor
  url: URL
  /** Who is signed in, looked up when first asked. */
  signedIn(): Promise<SignedIn | null>
}

export type Refused = Extract<Reception, { ok: false }>

/** A path as browsers write it; `//host/…` and `\` would be read one way here and another behind us. */
const isPath = (url: string | undefined, origin: string): url is string =>
  url !== undefined && /^\/(?![/\\])[^\\]*$/.test(url) && URL.canParse(url, origin)

export function ask(
  request: IncomingMessage,
  rules: Parameters<typeof receive>[1],
  { sessions }: Pick<Auth, 'sessions'>,
): ({ ok: true } & Asked) | Refused {
  const reception = receive(request, rules)
  if (!reception.ok) return reception
  const { visitor } = reception
  if (!isPath(request.url, visitor.origin)) {
    return { ok: false, status: 400, why: 'This is no address of a page.' }
  }
  const token = readCookie(request.headers.cookie, visitor.secure)
  let found: Promise<SignedIn | null> | null = null
  return {
    ok: true,
    id: randomUUID(),
    visitor,
    url: new URL(request.url, visitor.origin),
    signedIn: () => {
      found ??= token === null ? Promise.resolve(null) : sessions.find(token)
      return found
    },
  }
}
