import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../contract/http.ts'
import { paths } from '../paths.ts'
import { RequestFailed, readApiError } from './request-failed.ts'
import { type Endpoint, routes } from './routes.ts'

/** Every endpoint of the contract as a function: `api.domains.start({ connection, domain })`. Rejects with RequestFailed. */
export type Api = ContractRouterClient<Contract>

type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** Puts the input's values into the path's braces; what is left over goes into the query or the body. */
function fillPath(path: string, input: Record<string, unknown>) {
  const left = new Map(Object.entries(input).filter(([, value]) => value !== undefined))
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = left.get(name)
    left.delete(name)
    return encodeURIComponent(String(value))
  })
  return { filled, left: Object.fromEntries(left) }
}

function request(name: Endpoint, input: Record<string, unknown>): [string, RequestInit] {
  const [method = 'GET', path = ''] = routes[name].split(' ')
  const { filled, left } = fillPath(path, input)
  const url = paths.api() + filled
  if (method !== 'GET') {
    // a write is JSON even when it says nothing: no form of another site can send that
    const headers = { 'content-type': 'application/json' }
    return [url, { method, headers, body: JSON.stringify(left) }]
  }
  const query = new URLSearchParams(
    Object.entries(left).map(([key, value]) => [key, String(value)]),
  ).toString()
  return [query === '' ? url : `${url}?${query}`, { method }]
}

const silent = (cause: unknown) =>
  new RequestFailed(
    { code: 'server.unreachable', detail: null, request: '', trouble: null },
    { cause },
  )

async function readAnswer(response: Response): Promise<unknown> {
  const body: unknown = await response.json().catch((cause: unknown) => {
    if (response.ok) throw silent(cause)
    return null
  })
  if (response.ok) return body
  throw new RequestFailed(readApiError(body, response.status))
}

/**
 * The typed client. It speaks the contract's HTTP (path parameters, query for GET, JSON otherwise) in a few lines of
 * its own: oRPC's OpenAPI link would bring 9 kB and want the contract, with zod, at run time.
 * `onSignedOut` is called when an answer says that the session has ended.
 */
export function createApi(fetch: Fetch, onSignedOut: () => void): Api {
  const call = async (name: Endpoint, input: object, signal: AbortSignal | null) => {
    const [url, init] = request(name, { ...input })
    try {
      const response = await fetch(url, { ...init, signal }).catch((cause) => {
        throw signal?.aborted ? cause : silent(cause)
      })
      return await readAnswer(response)
    } catch (cause) {
      if (cause instanceof RequestFailed && cause.error.code === 'session.missing') onSignedOut()
      throw cause
    }
  }
  const api: Record<string, Record<string, unknown>> = {}
  for (const name of Object.keys(routes) as Endpoint[]) {
    const [noun = '', verb = ''] = name.split('.')
    api[noun] ??= {}
    api[noun][verb] = (input: object = {}, options: { signal?: AbortSignal } = {}) =>
      call(name, input, options.signal ?? null)
  }
  // the routes are the contract's (routes.test.ts), so this has every function that the type promises
  return api as unknown as Api
}
