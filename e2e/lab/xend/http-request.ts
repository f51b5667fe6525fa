import { type Fields, parseFields } from './form.ts'

export interface HttpRequest {
  method: string
  path: string
  fields: Fields
  headers: Map<string, string>
  keepAlive: boolean
}

/** What there is so far: a request and how many bytes it took, a refusal, or nothing yet. */
export type Parsed =
  | { kind: 'request'; request: HttpRequest; length: number }
  | { kind: 'refusal'; status: 400 | 413; hasUnread: boolean }
  | { kind: 'part' }

const headersMax = 500
const contentMax = 10_000
/** Ours, for who sends a line without an end. */
const bytesMax = 1 << 20

/** Reads a request from the bytes that have come, as tools/python/xen/web/http.py does. */
export function parseRequest(bytes: Buffer): Parsed {
  if (bytes.length > bytesMax) return { kind: 'refusal', status: 400, hasUnread: true }
  const lines: string[] = []
  let at = 0
  for (;;) {
    const end = bytes.indexOf(0x0a, at)
    if (end < 0) return { kind: 'part' }
    const line = bytes.toString('latin1', at, end).replace(/\r$/, '')
    at = end + 1
    // the first line is no header, even an empty one
    if (line === '' && lines.length > 0) break
    lines.push(line)
    if (lines.length === 1) {
      const status = refusedLine(line)
      if (status !== null) return { kind: 'refusal', status, hasUnread: false }
    }
    if (lines.length > headersMax) return { kind: 'refusal', status: 400, hasUnread: false }
  }
  const [line = '', ...rest] = lines
  const headers = readHeaders(rest)
  const length = Number(/^\s*(\d+)\s*$/.exec(headers.get('content-length') ?? '')?.[1] ?? 0)
  if (length > contentMax) return { kind: 'refusal', status: 413, hasUnread: bytes.length > at }
  if (bytes.length < at + length) return { kind: 'part' }
  const content = bytes.toString('latin1', at, at + length)
  return { kind: 'request', request: requestOf(line, headers, content), length: at + length }
}

function refusedLine(line: string): 400 | null {
  const words = line.split(/\s+/).filter(Boolean)
  if (words.length === 2) return null
  // any number is fine: the check for those that are too high compares with nothing
  return words.length === 3 && /^HTTP\/\d+\.\d+$/.test(words[2] ?? '') ? null : 400
}

function readHeaders(lines: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim())
  }
  return headers
}

function requestOf(line: string, headers: Map<string, string>, content: string): HttpRequest {
  const [method = '', uri = ''] = line.split(/\s+/).filter(Boolean)
  const [path = '', query = ''] = uri.split('?')
  const [type = ''] = (headers.get('content-type') ?? '').split(';')
  const isForm = type.trim().toLowerCase() === 'application/x-www-form-urlencoded'
  const form: Fields = method === 'POST' && isForm ? parseFields(content, true) : new Map()
  return {
    method,
    path,
    fields: new Map([...parseFields(query, false), ...form]),
    headers,
    keepAlive: headers.get('connection')?.toLowerCase() === 'keep-alive',
  }
}
