import { Failure } from '../../../lib/failure.ts'
import { plainLine } from '../plain.ts'
import { notXend, type XendAnswer } from './http-answer.ts'
import { readSexpr, type Sexpr, valueAt } from './sexpr.ts'

/** What stands for an error whatever the status: at the beginning, but for a stray '' of xend 4.1. */
const errorStarts = /^[\s']*(?=\(xend\.err\b)/

const ok: readonly number[] = [200, 201, 202]

/**
 * Why xend did not do what was asked, or null: it did. Its status alone does not tell: a failed op of xend 3.0.2, and
 * a failed save, dump, migrate or restore of any, is a 200 to 202 that says xend.err. `missing` says what it means that
 * there is nothing at that place. host.not-xend for what no xend ever answered, such as a page or a redirect.
 */
export function whyRefused(
  answer: XendAnswer,
  missing: (status: number) => Failure | null,
): Failure | null {
  const strange = whyStrange(answer)
  if (strange !== null) return strange
  const { status } = answer
  const said = textOf(answer)
  const error = isPlain(answer) ? null : errorIn(said)
  if (ok.includes(status)) return whyFailed(status, said, error)
  // xend 3.1 to 3.3 trip over the name of a domain that is not there: 500, and not a word
  const absent = status === 404 || (status === 500 && said === '') ? missing(status) : null
  if (absent !== null) return absent
  if (status === 413) return new Failure('request.too-large')
  if (status === 501) return new Failure('host.unsupported', plainLine(said))
  const words = error ?? (said === '' || said === "''" ? `HTTP status ${status}` : said)
  return new Failure('host.refused', plainLine(words))
}

/** libvirt takes an accepted thread op for failed when its body says so in whatever words (xend_internal.c). */
function whyFailed(status: number, said: string, error: string | null): Failure | null {
  const words = error ?? (status === 202 && said.includes('failed') ? said : null)
  return words === null ? null : new Failure('host.refused', plainLine(words))
}

function whyStrange({ status, type, location }: XendAnswer): Failure | null {
  if (type.startsWith('text/html')) return notXend('It answers with a web page.')
  if (status >= 300 && status < 400) {
    return notXend(`It sends us elsewhere: ${plainLine(location ?? 'nowhere', 200)}`)
  }
  if (status === 401 || status === 407) return notXend('It wants a login, and xend knows none.')
  return status < 200 || status > 599 ? notXend(`It answers with HTTP status ${status}.`) : null
}

/** The words of `(xend.err 'words')`, or null where there is no such thing. */
function errorIn(said: string): string | null {
  const starts = errorStarts.exec(said)
  if (starts === null) return null
  const error = readSexpr(said.slice(starts[0].length))
  return valueAt([error], 'xend.err') ?? ''
}

/** Logs and lists of names that are not there: text that may hold anything, even the words of an error. */
const isPlain = ({ type }: XendAnswer): boolean => type.startsWith('text/plain')

export const textOf = ({ body }: XendAnswer): string => new TextDecoder().decode(body)

export const valueOfAnswer = ({ body }: XendAnswer): Sexpr => readSexpr(body)

/** A list as xend answers one. Throws Failure host.not-xend for anything else. */
export function listOfAnswer(answer: XendAnswer): readonly Sexpr[] {
  const value = readSexpr(answer.body)
  if (typeof value === 'string') throw notXend(`It says “${plainLine(value, 80)}”.`)
  return value
}

/** A list that begins with `key`, such as `(domain …)`. Throws Failure host.not-xend for anything else. */
export function keyedOfAnswer(answer: XendAnswer, key: string): readonly Sexpr[] {
  const list = listOfAnswer(answer)
  const [head] = list
  if (head === key) return list
  throw notXend(`It says “${typeof head === 'string' ? plainLine(head, 80) : '()'}”, not “${key}”.`)
}
