import type { Reply } from './reply.ts'
import type { Shuffle } from './shuffled.ts'

const reasons: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  400: 'Bad request',
  404: 'Not found',
  406: 'Not acceptable',
  413: 'Request entity too large',
  500: 'Internal server error',
  501: 'Not implemented',
}

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

export interface Sending {
  isHead: boolean
  keepAlive: boolean
  /** The order of the headers, which is that of Python's hashes. */
  order: Shuffle
}

/** The bytes of an answer: no date, no server, and a length always but for HEAD. */
export function replyBytes(reply: Reply, { isHead, keepAlive, order }: Sending): Buffer {
  const { 'content-type': type, ...others } = Object.fromEntries(reply.headers)
  const content: Record<string, string> = type === undefined ? {} : { 'content-type': type }
  const special = { ...others, ...(keepAlive ? { connection: 'keep-alive' } : {}) }
  // Python's dictionary grows with the sixth, and then has another order
  const isLarge = Object.keys(special).length > 0
  const headers = {
    ...(isHead ? {} : { 'content-length': String(reply.body.length) }),
    expires: '-1',
    ...(isLarge ? special : content),
    pragma: 'no-cache',
    'cache-control': 'no-cache',
    ...(isLarge ? content : {}),
  }
  const lines = Object.entries(headers).map(([name, value]) => `${capitalized(name)}: ${value}`)
  const status = `HTTP/1.1 ${reply.status} ${reply.reason ?? reasons[reply.status] ?? 'unknown'}`
  const head = [status, ...order(lines), '', ''].join('\r\n')
  return Buffer.from(head + (isHead ? '' : reply.body), 'latin1')
}
