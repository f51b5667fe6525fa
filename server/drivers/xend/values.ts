import type { KiB } from '../../../lib/units.ts'
import { type Sexpr, valueAt } from './sexpr.ts'

/** A list under construction: what has nothing to say is left out. */
export const entries = (...made: readonly (Sexpr | null)[]): Sexpr[] =>
  made.filter((one) => one !== null)

/** `(key value)`, or nothing for no value. */
export const entry = (key: string, value: string | number | null): Sexpr | null =>
  value === null ? null : [key, String(value)]

/**
 * A value that says something: null where there is none, an empty one, or Python's None. Characters that XML has no
 * place for become U+FFFD here, so that every value can be shown and written on.
 */
export function textAt(list: Sexpr, ...path: readonly string[]): string | null {
  const value = valueAt(list, ...path)
  return value === null || value === '' || value === 'None' ? null : forXml(value)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 §2.2 leaves out
const noXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu

export const forXml = (value: string): string => value.replace(noXml, '\ufffd')

/** Decimal, hexadecimal or floating; null when absent, anything else, or beyond all measure. */
export function numberAt(list: Sexpr, ...path: readonly string[]): number | null {
  const value = textAt(list, ...path)
  if (value === null || !/^[-+]?[\dx.][\da-fx.+-]*$/i.test(value)) return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

/** A whole number from 0 to `most`; null when absent or anything else. */
export function wholeAt(list: Sexpr, most: number, ...path: readonly string[]): number | null {
  const number = numberAt(list, ...path)
  return number !== null && Number.isInteger(number) && number >= 0 && number <= most
    ? number
    : null
}

/** xend counts memory in MiB; Python may have made it floating. Null when absent or more than libvirt can count. */
export function memoryAt(list: Sexpr, ...path: readonly string[]): KiB | null {
  const mebibytes = numberAt(list, ...path)
  if (mebibytes === null || mebibytes < 0 || mebibytes > 2 ** 42) return null
  return Math.round(mebibytes * 1024)
}

/** Whether a switch is on, as number or word; null when absent. */
export function switchAt(list: Sexpr, ...path: readonly string[]): boolean | null {
  const value = textAt(list, ...path)
  return value === null ? null : !/^(?:0|no|false|off)$/i.test(value)
}
