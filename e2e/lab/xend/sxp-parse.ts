import { PythonError } from './python-value.ts'

/** What xend's parser makes of an s-expression: numbers are texts too. */
export type Parsed = string | Parsed[]

/** It does not like the input, and says why. */
export class ParseError extends Error {}

const blanks = ' \t\n\v\f\r'
const escapes: Record<string, string> = {
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
}

/**
 * All values of `text`, by the rules of tools/python/xen/xend/sxp.py with its mistakes: hex letters count from nought,
 * an unknown escape loses its letter, and a list that ends with its last word unfinished is silently nothing.
 * `bangSeparates`: before 4.0 an exclamation mark ended a word. Throws ParseError.
 */
export function parseSxp(text: string, bangSeparates: boolean): Parsed[] {
  const separators = bangSeparates ? '{}()<>[]!;' : '{}()<>[];'
  const values: Parsed[] = []
  const open: Parsed[][] = []
  const put = (value: Parsed) => (open.at(-1) ?? values).push(value)
  let at = 0
  while (at < text.length) {
    const c = text.charAt(at)
    if (c === '#') {
      at = after(text, at, (other) => other !== '\n') + 1
      if (at > text.length) return values
    } else if (c === '(') {
      open.push([])
      at += 1
    } else if (c === ')') {
      const closed = open.pop()
      if (closed === undefined) throw new ParseError('syntax error: )')
      put(closed)
      at += 1
    } else if (c === "'" || c === '"') {
      const { value, end } = readString(text, at)
      put(value)
      at = end
    } else if (blanks.includes(c)) at += 1
    else if (c === '\x04') break
    else {
      if (c < ' ' || c > '~') throw new ParseError(`invalid character: code ${c.charCodeAt(0)}`)
      const end = after(text, at + 1, (other) => !`${separators}${blanks}#`.includes(other))
      // the end of the input only ends the word, and not the list it is in
      if (end === text.length && open.length > 0) return values
      put(text.slice(at, end))
      at = end
    }
  }
  if (open.length > 0) throw new ParseError('unexpected EOF')
  return values
}

function after(text: string, from: number, goesOn: (c: string) => boolean): number {
  let at = from
  while (at < text.length && goesOn(text.charAt(at))) at += 1
  return at
}

interface Read {
  value: string
  end: number
}

function readString(text: string, start: number): Read {
  const quote = text.charAt(start)
  let value = ''
  for (let at = start + 1; at < text.length; ) {
    const c = text.charAt(at)
    if (c === quote) return { value, end: at + 1 }
    const read = c === '\\' ? readEscape(text, at + 1) : { value: c, end: at + 1 }
    value += read.value
    at = read.end
  }
  throw new ParseError('unexpected EOF')
}

function readEscape(text: string, at: number): Read {
  const c = text.charAt(at)
  const known = escapes[c]
  if (known !== undefined) return { value: known, end: at + 1 }
  if (c === 'x') return readHex(text, at + 1)
  const octal = /^[0-7]{1,3}/.exec(text.slice(at, at + 3))?.[0]
  if (octal === undefined) return { value: '\\', end: at + 1 }
  const code = Number.parseInt(octal, 8)
  if (code > 0xff) throw new ParseError(`invalid octal escape: out of range ${octal}`)
  return { value: String.fromCharCode(code), end: at + octal.length }
}

function readHex(text: string, at: number): Read {
  const digits = text.slice(at, at + 2)
  if (digits.length < 2) throw new ParseError('unexpected EOF')
  if (!/^[0-9A-Fa-f]{2}$/.test(digits)) {
    throw new PythonError("global name 'buf' is not defined")
  }
  const worth = (digit: string) =>
    digit.charCodeAt(0) - (/\d/.test(digit) ? '0' : digit < 'a' ? 'A' : 'a').charCodeAt(0)
  const code = worth(digits.charAt(0)) * 16 + worth(digits.charAt(1))
  return { value: String.fromCharCode(code), end: at + 2 }
}

/** The text after a key in a list such as `(vbd (dev xvda))`; undefined: there is no such key, or nothing after it. */
export function settingOf(list: readonly Parsed[], key: string): Parsed | undefined {
  const found = list.find((one): one is Parsed[] => Array.isArray(one) && one[0] === key)
  return found?.[1]
}
