import type { IncomingMessage } from 'node:http'
import { Failure } from '../../lib/failure.ts'

const mostBytes = 1024 * 1024

export type Body = { ok: true; value: unknown } | { ok: false; failure: Failure }

const refuse = (code: 'request.too-large' | 'request.invalid', detail: string): Body => ({
  ok: false,
  failure: new Failure(code, detail),
})

/**
 * The JSON of a request, or what is wrong with it; undefined when it carries none. A browser sends other types
 * across origins without asking first, so nothing but JSON is ever looked at.
 */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const { 'content-length': length, 'content-type': type = '' } = request.headers
  if (request.headers['transfer-encoding'] === undefined && !(Number(length) > 0)) {
    return { ok: true, value: undefined }
  }
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    return refuse('request.invalid', 'The body must be application/json.')
  }
  if (Number(length) > mostBytes) return refuse('request.too-large', 'At most 1 MiB.')
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > mostBytes) return refuse('request.too-large', 'At most 1 MiB.')
    chunks.push(chunk)
  }
  try {
    return { ok: true, value: JSON.parse(Buffer.concat(chunks).toString('utf8')) }
  } catch {
    return refuse('request.invalid', 'The body is not JSON.')
  }
}
