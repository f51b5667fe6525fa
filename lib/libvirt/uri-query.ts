import { percentDecode } from './percent.ts'

/** One parameter of a query as spelled, and where it stands in the query. `value` is null without a “=”. */
export interface RawParam {
  name: string
  value: string | null
  from: number
  to: number
}

/**
 * Splits a raw query as libvirt's virURIParseParams does: at `&`, and at `;` only where no `&` follows any more;
 * empty pieces and pieces without a name are left out. A piece that is only `=` takes the whole rest of the
 * query as its name (an accident of libxml2's “length 0 means all of it”, kept because the name goes to the daemon).
 */
export function splitQuery(query: string): RawParam[] {
  const params: RawParam[] = []
  let from = 0
  while (from < query.length) {
    const end = nextSeparator(query, from)
    const equals = query.slice(from, end).indexOf('=')
    if (equals < 0 && end > from) {
      params.push({ name: query.slice(from, end), value: null, from, to: end })
    } else if (equals === 0 && end === from + 1) {
      params.push({ name: query.slice(from), value: '', from, to: end })
    } else if (equals > 0) {
      const name = query.slice(from, from + equals)
      params.push({ name, value: query.slice(from + equals + 1, end), from, to: end })
    }
    from = end + 1
  }
  return params
}

function nextSeparator(query: string, from: number): number {
  const ampersand = query.indexOf('&', from)
  if (ampersand >= 0) return ampersand
  const semicolon = query.indexOf(';', from)
  return semicolon >= 0 ? semicolon : query.length
}

export const decodedParam = (param: RawParam): readonly [name: string, value: string] => [
  percentDecode(param.name),
  percentDecode(param.value ?? ''),
]
