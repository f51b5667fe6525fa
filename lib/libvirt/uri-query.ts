import { percentDecode, percentEncode } from './percent.ts'

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
  const lastAmpersand = query.lastIndexOf('&')
  let from = 0
  while (from < query.length) {
    const separator = query.indexOf(from <= lastAmpersand ? '&' : ';', from)
    const end = separator < 0 ? query.length : separator
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

export const decodedParam = (param: RawParam): readonly [name: string, value: string] => [
  percentDecode(param.name),
  percentDecode(param.value ?? ''),
]

/**
 * A query in which `name` (compared whatever the case) has another value, or with null is gone. The last of that
 * name is changed, as it is the one that counts; what else is there keeps its spelling, unless its meaning
 * hangs on a separator that goes: then the query is written anew.
 */
export function setInQuery(query: string, name: string, value: string | null): string {
  const params = splitQuery(query)
  const hits = params.filter(
    (param) => percentDecode(param.name).toLowerCase() === name.toLowerCase(),
  )
  const last = hits.at(-1)
  const written = value === null ? null : encodeParam(value)
  const wanted =
    value === null
      ? params.filter((param) => !hits.includes(param))
      : last === undefined
        ? [...params, { name: encodeParam(name), value: written, from: 0, to: 0 }]
        : params.map((param) => (param === last ? { ...param, value: written } : param))
  const spliced = spliceQuery(query, hits, last, name, written)
  return sameParams(splitQuery(spliced), wanted) ? spliced : writeQuery(wanted)
}

/** A parameter's name or value as text of a query, readable where it may be. */
const encodeParam = (text: string): string => percentEncode(text, /[^A-Za-z0-9\-._~!$'()*,:@/?]/)

function spliceQuery(
  query: string,
  hits: readonly RawParam[],
  last: RawParam | undefined,
  name: string,
  written: string | null,
): string {
  if (written === null) return hits.reduceRight(withoutParam, query)
  if (last !== undefined) {
    return `${query.slice(0, last.from)}${last.name}=${written}${query.slice(last.to)}`
  }
  const separator = query.slice(query.lastIndexOf('&') + 1).includes(';') ? ';' : '&'
  const before = query === '' || /[&;]$/.test(query) ? query : query + separator
  return `${before}${encodeParam(name)}=${written}`
}

/** Takes a parameter out with the separator after it, or the one before it at the end. */
const withoutParam = (query: string, { from, to }: RawParam): string =>
  to < query.length
    ? query.slice(0, from) + query.slice(to + 1)
    : query.slice(0, Math.max(0, from - 1))

function sameParams(found: readonly RawParam[], wanted: readonly RawParam[]): boolean {
  const decoded = (params: readonly RawParam[]) => JSON.stringify(params.map(decodedParam))
  return decoded(found) === decoded(wanted)
}

const writeQuery = (params: readonly RawParam[]): string =>
  params
    .map(decodedParam)
    .map(([name, value]) => `${encodeParam(name)}=${encodeParam(value)}`)
    .join('&')
