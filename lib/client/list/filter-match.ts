import type { DomainRow } from '../../contract/live.ts'
import type { FilterToken } from './filter-parse.ts'
import { fold } from './fold.ts'
import { globMatches, isGlob } from './glob.ts'
import { type RowText, rowText } from './row-text.ts'
import { statesNamed } from './state-filter.ts'

/** What a filter may ask of the connection a domain belongs to. */
export interface Place {
  name: string
  uri: string
  /** The host by every name it has: the URI's, its own. */
  hosts: readonly string[]
  tags: readonly string[]
}

type Test = (domain: DomainRow) => boolean

const within = (value: string, text: string): boolean =>
  isGlob(value) ? globMatches(value, text) : text.includes(value)

const whole = (value: string, text: string): boolean =>
  isGlob(value) ? globMatches(value, text) : text === value

/** A test of the domain, or a verdict that holds for the whole connection. */
function meaning(token: FilterToken, value: string, place: Place): Test | boolean {
  switch (token.field) {
    case 'name':
      return (domain) => within(value, rowText(domain).name)
    case 'title':
      return (domain) => within(value, rowText(domain).title)
    case 'os':
      return (domain) => within(value, rowText(domain).system)
    case 'address':
      return (domain) => rowText(domain).addresses.some((address) => within(value, address))
    case 'uuid':
      return ({ uuid }) => uuid.startsWith(value)
    case 'autostart':
      return ({ autostart }) => (autostart ? 'yes' : 'no').startsWith(value)
    case 'state': {
      const states = statesNamed(value)
      return (domain) => states.some((test) => test(domain))
    }
    case 'tag':
      return place.tags.some((tag) => whole(value, fold(tag)))
    case 'host':
      return place.hosts.some((host) => within(value, fold(host)))
    case 'connection':
      return within(value, fold(place.name)) || within(value, fold(place.uri))
    case null:
      return [place.name, ...place.hosts, ...place.tags].some((text) => within(value, fold(text)))
        ? true
        : (domain) => anywhere(value, rowText(domain))
  }
}

/** A glob is about a whole name; plain text may stand anywhere in what the row shows. */
const anywhere = (value: string, { name, title, addresses, text }: RowText): boolean =>
  isGlob(value)
    ? [name, title, ...addresses].some((part) => globMatches(value, part))
    : text.includes(value)

function tokenTest(token: FilterToken, place: Place): Test | boolean {
  if (token.values.length === 0) return true
  const meanings = token.values.map((value) => meaning(token, value, place))
  const tests = meanings.filter((one) => typeof one === 'function')
  if (meanings.includes(true)) return !token.negated
  if (tests.length === 0) return token.negated
  return (domain) => tests.some((test) => test(domain)) !== token.negated
}

/** The filter for one connection's domains: every token must hold. What only concerns the place is settled once. */
export function filterFor(tokens: readonly FilterToken[], place: Place): Test {
  const all = tokens.map((token) => tokenTest(token, place))
  if (all.includes(false)) return () => false
  const tests = all.filter((one) => typeof one === 'function')
  return (domain) => tests.every((test) => test(domain))
}
