import type { Person } from '../../lib/contract/people.ts'
import { Failure } from '../../lib/failure.ts'
import type { Place, SignedIn } from '../auth/sessions.ts'

/** What an endpoint knows of the request besides its input. */
export interface RequestContext {
  /** Finds the log lines of this request. */
  request: string
  place: Place
  signedIn: SignedIn | null
  sameOrigin: boolean
  /** The origin that the pages of this server have, as this browser sees them. */
  origin: string
  /** What is wrong with the body, told only to those who may ask. */
  refusal: Failure | null
  /** Signs this browser in, or with null out. */
  setToken(token: string | null): void
}

/** Whoever is signed in, where the row has made sure that somebody is. */
export function signedIn({ signedIn }: RequestContext): SignedIn {
  if (signedIn === null) throw new Failure('session.missing')
  return signedIn
}

export const personOf = (context: RequestContext): Person => signedIn(context).person
