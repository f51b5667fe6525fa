import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { type Config, contains, isLoopback } from '../config.ts'

/** Where a request really comes from and what address it believes it asks. */
export interface Visitor {
  /** The browser's, not the proxy's. */
  address: string
  /** On this machine, and by no proxy. */
  local: boolean
  /** The browser's side of the way is TLS. */
  secure: boolean
  /** The origin that pages of ours have: a write or a socket from any other is another site's. */
  origin: string
}

export type Reception =
  | { ok: true; visitor: Visitor }
  | { ok: false; status: 400 | 403 | 421; why: string }

type Rules = Pick<Config, 'address' | 'names' | 'tlsCert' | 'trustedProxy' | 'insecure'>

const plain = (address: string) => address.replace(/^::ffff:(?=[\d.]+$)/, '')
const last = (header: string | string[] | undefined) =>
  header?.toString().split(',').at(-1)?.trim() || null

/** The nearest address that is not a proxy of ours: what stands before it, anybody could have written. */
function forwardedFor(request: IncomingMessage, nearest: string, rules: Rules): string {
  const chain = request.headers['x-forwarded-for']?.toString().split(',') ?? []
  const isProxy = (address: string) =>
    rules.trustedProxy !== null && contains(rules.trustedProxy, address)
  const stranger = chain
    .map((address) => plain(address.trim()))
    .findLast((address) => isIP(address) !== 0 && !isProxy(address))
  return stranger ?? nearest
}

/**
 * A page elsewhere can give its own name our address (DNS rebinding) and would then be "same origin".
 * An address or localhost cannot be such a name; any other must be one that the configuration knows.
 */
function isOurs(host: string, names: readonly string[]): boolean {
  const { hostname } = new URL(`http://${host}`)
  const bare = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(bare) !== 0 || bare === 'localhost' || names.includes(bare)
}

/** Reads who asks, or why they are not answered at all. */
export function receive(request: IncomingMessage, rules: Rules): Reception {
  const nearest = plain(request.socket.remoteAddress ?? '')
  const proxied = rules.trustedProxy !== null && contains(rules.trustedProxy, nearest)
  const own = rules.tlsCert !== null
  if (!proxied && !own && !rules.insecure && !isLoopback(nearest)) {
    return { ok: false, status: 403, why: 'Without TLS this server answers its proxy only.' }
  }
  const host = (proxied && last(request.headers['x-forwarded-host'])) || request.headers.host
  if (host === undefined || !/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) {
    return { ok: false, status: 400, why: 'The request names no host.' }
  }
  if (!isOurs(host, rules.names)) {
    const why = `This server does not answer to the name ${host}. Its settings (OIRASE_NAMES) say which it does.`
    return { ok: false, status: 421, why }
  }
  const secure = own || (proxied && last(request.headers['x-forwarded-proto']) === 'https')
  const visitor = {
    address: proxied ? forwardedFor(request, nearest, rules) : nearest,
    local: isLoopback(nearest) && request.headers['x-forwarded-for'] === undefined,
    secure,
    origin: `${secure ? 'https' : 'http'}://${host.toLowerCase()}`,
  }
  return { ok: true, visitor }
}

/** Whether a write or a socket was asked for by a page of ours. A browser always says; others must say it too. */
export function isSameOrigin({ headers }: IncomingMessage, { origin }: Visitor): boolean {
  if (headers.origin !== undefined) return headers.origin.toLowerCase() === origin
  return headers['sec-fetch-site'] === 'same-origin'
}
