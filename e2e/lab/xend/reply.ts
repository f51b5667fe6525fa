import type { Fields } from './form.ts'

/** A request as xend understands it; texts are bytes. */
export interface XendRequest {
  method: string
  /** Before the question mark, not decoded. */
  path: string
  fields: Fields
  /** By name in lower case. */
  headers: ReadonlyMap<string, string>
  /** `http://host:port` for links, by the Host that was asked for. */
  origin: string
}

/** An answer in the making. */
export interface Reply {
  status: number
  /** Free words; null: the usual ones. */
  reason: string | null
  /** By name in lower case. */
  headers: Map<string, string>
  body: string
  /** Where xend's thread died of an error that it did not foresee: nothing is sent at all. */
  isNever: boolean
  /** Done in a thread of its own, while the next one is served. */
  inThread: boolean
}

export const emptyReply = (): Reply => ({
  status: 200,
  reason: null,
  headers: new Map(),
  body: '',
  isNever: false,
  inThread: false,
})

export const sxpType = 'application/sxp'

/** An s-expression only if there is no User-Agent, no Accept, or one that names it; else a page. */
export function wantsSxp({ headers }: XendRequest): boolean {
  const accept = headers.get('accept') ?? ''
  return (headers.get('user-agent') ?? '') === '' || accept === '' || accept.includes(sxpType)
}
