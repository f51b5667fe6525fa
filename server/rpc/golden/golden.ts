import type {
  Args,
  EventName,
  Events,
  Payload,
  ProcedureName,
  Procedures,
  Reply,
} from '../protocol.ts'

/** A frame that was recorded, and what it says. Texts over 120 characters are abridged: `abridge` gives the same. */
export interface Golden<T> {
  /** Words of four bytes; the first seven are the header. */
  hex: string
  value: T
}

/** Per procedure: what libvirt's own client called, and what libvirtd 9.0 answered. */
export type GoldenCalls = {
  [Name in ProcedureName]?: {
    call: Golden<Args<Procedures[Name]>>
    reply: Golden<Reply<Procedures[Name]>>
  }
}

export type GoldenEvents = { [Name in EventName]?: Golden<Payload<Events[Name]>> }

export const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(/\s/g, ''), 'hex')

const textMax = 120
const beginning = 60

/** Long texts as their beginning and their length, wherever they are in `value`. */
export function abridge(value: unknown): unknown {
  if (typeof value === 'string' && value.length > textMax) {
    return `${value.slice(0, beginning)}… (${value.length})`
  }
  if (Array.isArray(value)) return value.map(abridge)
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, abridge(each)]))
}
