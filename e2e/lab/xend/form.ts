import { PythonError, repr, toInt, type Value, XendError } from './python-value.ts'
import { type Parsed, parseSxp } from './sxp-parse.ts'

/** Fields of a query or a form; a name may come several times. */
export type Fields = Map<string, string[]>

/** Python's `cgi.parse_qs`, over bytes. */
export function parseFields(text: string, keepsBlank: boolean): Fields {
  const fields: Fields = new Map()
  for (const part of text.split(/[&;]/)) {
    const at = part.indexOf('=')
    if (at < 0 || (at === part.length - 1 && !keepsBlank)) continue
    const name = unquotePlus(part.slice(0, at))
    fields.set(name, [...(fields.get(name) ?? []), unquotePlus(part.slice(at + 1))])
  }
  return fields
}

/** Percent signs with two hex digits, as bytes; others stay. */
export const unquote = (text: string): string =>
  text.replaceAll(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )

const unquotePlus = (text: string): string => unquote(text.replaceAll('+', ' '))

/** What an operation that reads the form without a list of parameters finds; throws as a Python dictionary does. */
export function rawField(fields: Fields, name: string): string {
  const value = fields.get(name)?.[0]
  if (value === undefined) throw new PythonError(repr(name))
  return value
}

type Kind = 'int' | 'str' | 'sxpr' | 'bool'
interface Typed {
  int: number
  str: string
  sxpr: Parsed
  bool: boolean
}

/** The parameters of an operation, which all must be there, once; other fields do not matter. Throws XendError. */
export function readParameters<S extends Record<string, Kind>>(
  fields: Fields,
  wanted: S,
  bangSeparates: boolean,
): { [Name in keyof S]: Typed[S[Name]] } {
  const read: Record<string, Value> = {}
  for (const [name, values] of fields) {
    const kind = wanted[name]
    if (kind === undefined) continue
    if (values.length > 1) throw new XendError(`Too many values for ${name}`)
    read[name] = coerce(kind, values[0] ?? '', bangSeparates)
  }
  for (const name of Object.keys(wanted)) {
    if (!Object.hasOwn(read, name)) throw new XendError(`Missing parameter: ${name}`)
  }
  return read as { [Name in keyof S]: Typed[S[Name]] }
}

function coerce(kind: Kind, text: string, bangSeparates: boolean): Value {
  if (kind === 'str') return text
  if (kind === 'bool') return ['on', 'yes', '1', 'true'].includes(text.toLowerCase())
  if (kind === 'sxpr') return oneSexpr(text, bangSeparates)
  return argument(() => toInt(text))
}

/** Runs what may refuse with an error of Python's, which the reader of parameters makes one of its own. */
export function argument<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof PythonError) throw new XendError(error.message)
    throw error
  }
}

function oneSexpr(text: string, bangSeparates: boolean): Parsed {
  const values = coerced(text, bangSeparates)
  const [first] = values
  if (first === undefined || values.length > 1) throw new XendError('Too many sxprs')
  return first
}

function coerced(text: string, bangSeparates: boolean): Parsed[] {
  try {
    return parseSxp(text, bangSeparates)
  } catch {
    // xend itself drops the reason here, whatever it is
    throw new XendError('Coercion to sxpr failed')
  }
}
