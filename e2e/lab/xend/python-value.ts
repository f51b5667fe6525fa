/**
 * What xend's own code holds: it is Python 2, so a text is bytes. Here each character is one byte (latin1).
 * A bigint is Python's long, which prints otherwise than an int does; a Float prints with a point; null is None.
 */
export type Value = string | number | bigint | boolean | null | Float | readonly Value[]

export class Float {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
}

export const bytesOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

const named: Record<string, string> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\\': '\\\\' }

/** A text as Python 2 prints it between quotes: double ones only if it has a single one and no double one. */
export function repr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const printed = (character: string): string => {
    if (character === quote) return `\\${quote}`
    const code = character.charCodeAt(0)
    const isPlain = code >= 0x20 && code < 0x7f
    return named[character] ?? (isPlain ? character : `\\x${code.toString(16).padStart(2, '0')}`)
  }
  return `${quote}${[...text].map(printed).join('')}${quote}`
}

/** `str()` of a float: twelve digits, of which one may be the nought after the point. */
export function floatText(value: number): string {
  const exponent = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)))
  const short = Number(value.toPrecision(12))
  if (exponent < -4 || exponent >= 11) {
    const [digits, power = '0'] = short.toExponential().split('e')
    const sign = power.startsWith('-') ? '-' : '+'
    return `${digits}e${sign}${power.replace(/^[+-]/, '').padStart(2, '0')}`
  }
  return Number.isInteger(short) ? `${short}.0` : String(short)
}

/** `int()` of a text, or of None: a number, or what Python says in refusing. */
export function toInt(value: string | null): number {
  if (value === null) {
    throw new PythonError("int() argument must be a string or a number, not 'NoneType'")
  }
  if (!/^[ \t\n\r\f\v]*[+-]?\d+[ \t\n\r\f\v]*$/.test(value)) {
    throw new PythonError(`invalid literal for int() with base 10: ${repr(value)}`)
  }
  return Number(value)
}

/** An error of Python itself, which xend did not foresee; in a thread of its own it ends without an answer. */
export class PythonError extends Error {}

/** An error that xend raises on purpose. */
export class XendError extends Error {}

/** A lookup that failed; from 3.1 on it is no XendError, and escapes where only those are caught. */
export class InvalidDomain extends Error {}
