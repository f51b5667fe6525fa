import { withEntry } from './definition-of.ts'
import type { Sexpr } from './sexpr.ts'

/** A definition that starts with its host, or no longer does. Nothing else of it changes. */
export const withAutostart = (definition: Sexpr, on: boolean): Sexpr =>
  withEntry(definition, 'on_xend_start', on ? 'start' : 'ignore')
