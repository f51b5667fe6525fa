import type { XenDomain } from './domain.ts'
import { domainSexpr } from './domain-sexpr.ts'
import { readParameters } from './form.ts'
import type { Personality } from './personality.ts'
import { toInt, type Value } from './python-value.ts'
import type { Reply, XendRequest } from './reply.ts'
import { type Shuffle, shuffleKeys } from './shuffled.ts'
import type { XenHost } from './xen-host.ts'

/** What an operation has at hand. */
export interface Call {
  host: XenHost
  request: XendRequest
  reply: Reply
  /** The URL of what was asked. */
  url: string
  /** Hosts that a domain can be moved to. */
  neighbours: readonly string[]
  /** Null: keys always come in the same order. */
  keyOrder: Shuffle | null
}

export interface DomainCall extends Call {
  domain: XenDomain
}

/** A row of a table of operations: the value it answers with, or undefined for nothing. */
export interface Operation<C extends Call> {
  run(call: C): Value | undefined
  /** Where there is none, xend says that it is not implemented. */
  isThere?: (personality: Personality) => boolean
  /** Done in a thread, which drops the value. */
  inThread?: true
  /** Answers 202 with a Location, whatever comes after. */
  accepts?: true
}

export function sexprOf({ host, keyOrder }: Call, domain: XenDomain): Value {
  const { personality } = host
  const sexpr = domainSexpr(domain, { personality, now: host.now(), cpuTime: host.cpuTime(domain) })
  // only those print a dictionary
  return keyOrder !== null && personality.managed ? shuffleKeys(sexpr, keyOrder) : sexpr
}

/** The parameters of a call by xend's kinds. */
export const parameters = <S extends Record<string, 'int' | 'str' | 'sxpr' | 'bool'>>(
  { request, host }: Call,
  wanted: S,
) => readParameters(request.fields, wanted, host.personality.bangSeparates)

export const isManaged = ({ managed }: Personality): boolean => managed
export const notFirst = ({ version }: Personality): boolean => version !== '3.0.2'

/** The id that xend hands on, which is nothing for an inactive domain, and then fails in Python's way. */
export const activeId = ({ id }: XenDomain): number => toInt(id === null ? null : String(id))
