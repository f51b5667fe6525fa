import { Failure } from '../../../lib/failure.ts'
import { whyRefused } from './answers.ts'
import { notXend, type XendAnswer } from './http-answer.ts'
import { unknownOutcome } from './http-exchange.ts'
import { encodeElement, encodeFields, type Fields } from './http-request.ts'
import type { AskOptions, XendHttp } from './xend-http.ts'

/** The two ways to ask xend something, with its refusals thrown. */
export interface Asking {
  get(place: Place, query?: Fields, options?: AskOptions): Promise<XendAnswer>
  /** An operation: `op` and its fields, of which xend ignores those its version does not know. */
  post(place: Place, op: string, fields?: Fields, options?: AskOptions): Promise<XendAnswer>
}

export interface Place {
  path: string
  /** What it means that xend finds nothing there, by the status it says so with; null: it means nothing special. */
  missing: (status: number) => Failure | null
}

/** A place that every xend has: without it something else answers there. */
export const placeOf = (path: string): Place => ({
  path,
  missing: (status) => (status === 404 ? notXend(`It has no ${path}.`) : null),
})

/** By name, by id as text, or (xend >= 3.0.4) by lower-case uuid with dashes. Throws domain.missing for an empty one. */
export function domainPlace(name: string): Place {
  const missing = () => new Failure('domain.missing')
  // an empty name would be the list of all domains
  if (name === '') throw missing()
  return { path: `/xend/domain/${encodeElement(name)}`, missing }
}

export function askingOf(http: XendHttp): Asking {
  const ask = async ({ path, missing }: Place, form: Fields | null, options?: AskOptions) => {
    const answer = await http.ask({ path, form }, options)
    const why = whyRefused(answer, missing)
    if (why !== null) throw form === null ? why : unknownOutcome(why)
    return answer
  }
  return {
    get: (place, query = {}, options) => {
      const asked = encodeFields(query)
      const path = asked === '' ? place.path : `${place.path}?${asked}`
      return ask({ ...place, path }, null, options)
    },
    post: (place, op, fields = {}, options) => ask(place, { op, ...fields }, options),
  }
}
