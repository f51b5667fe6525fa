import type { Failure } from '../../../lib/failure.ts'
import { xendTrouble } from '../../../lib/libvirt/troubles/xend.ts'
import {
  afterBlanks,
  decodeQuoted,
  decodeWord,
  endOfQuoted,
  endOfWord,
  isQuote,
  quote,
} from './sexpr-atoms.ts'

/** An atom's text, decoded, or a list; a key without a value is a list of one. Numbers stay text until asked. */
export type Sexpr = string | readonly Sexpr[]

const depthMax = 64
const sizeMax = 4 * 1024 * 1024
const openBracket = 0x28
const closeBracket = 0x29

/**
 * The first value in `source`; what comes after it does not count, for xends of 4.1 and later may say a stray '' there.
 * More is accepted than any xend prints, so that one reader does for all of them. Takes time linear in its length.
 * Throws Failure host.not-xend where there is no value, or one too deep (64 lists) or too large (4 MiB).
 */
export function readSexpr(source: Uint8Array | string): Sexpr {
  if (source.length > sizeMax) throw unreadable('is too large', sizeMax)
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source
  const open: Sexpr[][] = []
  for (let at = afterBlanks(bytes, 0); ; at = afterBlanks(bytes, at)) {
    const byte = bytes[at]
    if (byte === undefined) throw unreadable('ends too early', at)
    if (byte === openBracket) {
      if (open.length === depthMax) throw unreadable('is too deep', at)
      open.push([])
      at += 1
      continue
    }
    const { value, end } = byte === closeBracket ? close(open, at) : readAtom(bytes, at, byte)
    const list = open.at(-1)
    if (list === undefined) return value
    list.push(value)
    at = end
  }
}

/**
 * `value` so that xends of every version read it back as it is: raw UTF-8 between single quotes but for plain words,
 * since their hex escapes are wrong and an unknown escape breaks the oldest (tools/python/xen/xend/sxp.py).
 */
export const writeSexpr = (value: Sexpr): string =>
  typeof value === 'string' ? quote(value) : `(${value.map(writeSexpr).join(' ')})`

/** The text after the key that `path` leads to, by the first match at each level; null: none there, or a list. */
export function valueAt(list: Sexpr, ...path: readonly string[]): string | null {
  const value = listAt(list, ...path)[0]
  return typeof value === 'string' ? value : null
}

/** All that comes after the key that `path` leads to, by the first match at each level. */
export const listAt = (list: Sexpr, ...path: readonly string[]): readonly Sexpr[] =>
  keyed(list, path)?.slice(1) ?? []

/** Whether the key is there, with a value or without: `(bootloader)` says something that its absence does not. */
export const hasKey = (list: Sexpr, ...path: readonly string[]): boolean =>
  keyed(list, path) !== undefined

/** Every list in `list` that begins with `key`, in order: a domain has one `device` for each of its devices. */
export const listsOf = (list: Sexpr, key: string): (readonly Sexpr[])[] =>
  typeof list === 'string' ? [] : list.filter((child) => isKeyed(child, key))

function keyed(list: Sexpr, path: readonly string[]): readonly Sexpr[] | undefined {
  let found = typeof list === 'string' ? undefined : list
  for (const key of path) found = found?.find((child) => isKeyed(child, key))
  return found
}

const isKeyed = (value: Sexpr, key: string): value is readonly Sexpr[] =>
  typeof value !== 'string' && value[0] === key

interface Read {
  value: Sexpr
  end: number
}

function close(open: Sexpr[][], at: number): Read {
  const value = open.pop()
  if (value === undefined) throw unreadable('closes a list that is not open', at)
  return { value, end: at + 1 }
}

function readAtom(bytes: Uint8Array, at: number, first: number): Read {
  if (!isQuote(first)) {
    const end = endOfWord(bytes, at)
    return { value: decodeWord(bytes.subarray(at, end)), end }
  }
  const end = endOfQuoted(bytes, at)
  if (end === null) throw unreadable('has no closing quote', at)
  return { value: decodeQuoted(bytes.subarray(at + 1, end - 1)), end }
}

const unreadable = (what: string, at: number): Failure =>
  xendTrouble('not-xend', `An s-expression ${what} (byte ${at}).`)
