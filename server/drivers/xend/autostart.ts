import type { Sexpr } from './sexpr.ts'

/**
 * A domain as its xend told it, to be defined anew so that it starts with its host, or no longer does: there is no
 * other way to say so, and nothing else of it may change.
 */
export function withAutostart(domain: Sexpr, on: boolean): Sexpr {
  const said = ['on_xend_start', on ? 'start' : 'ignore']
  if (typeof domain === 'string') return domain
  return [...domain.filter((one) => typeof one === 'string' || one[0] !== said[0]), said]
}
