import { Float, floatText, repr, type Value } from './python-value.ts'

const bare = /^[A-Za-z0-9.\-_:/~]*$/

/** `sxp.show`: `emptyAtom` is what an empty text is printed as, which changed in 4.1. */
export function show(value: Value, emptyAtom: '' | "''"): string {
  if (typeof value === 'string') return atom(value, emptyAtom)
  if (typeof value === 'number') return String(value)
  if (value instanceof Float) return floatText(value.value)
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'bigint') return repr(String(value))
  if (value === null) return repr('None')
  return `(${value.map((one) => show(one, emptyAtom)).join(' ')})`
}

function atom(text: string, emptyAtom: string): string {
  if (text === '') return emptyAtom
  return bare.test(text) || text === '@' ? text : repr(text)
}
