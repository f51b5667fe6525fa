import { sshTrouble } from '../../../lib/libvirt/troubles/ssh.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import type { Found } from './ssh-config-evaluate.ts'
import { type Directive, placeOf } from './ssh-config-line.ts'

/** The line that holds for a keyword, if any. */
export const lineOf = ({ values }: Found, keyword: string): Directive | null =>
  values.get(keyword)?.[0] ?? null

/** Its first word; null when nothing says it. */
export function wordOf(found: Found, keyword: string): string | null {
  const line = lineOf(found, keyword)
  if (line === null) return null
  const [word] = line.args
  if (word === undefined || word === '') throw badValue(line)
  return word
}

export function flagOf(found: Found, keyword: string): boolean | null {
  const word = wordOf(found, keyword)?.toLowerCase()
  if (word === undefined) return null
  if (word === 'yes' || word === 'true') return true
  if (word === 'no' || word === 'false') return false
  throw badValue(lineOf(found, keyword)!)
}

export function numberOf(found: Found, keyword: string, most: number): number | null {
  const word = wordOf(found, keyword)
  if (word === null) return null
  const number = /^\d{1,9}$/.test(word) ? Number(word) : 0
  if (number < 1 || number > most) throw badValue(lineOf(found, keyword)!)
  return number
}

const spans: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/** TIME FORMATS of sshd_config(5); null when it is not said, 0 or “none”. */
export function secondsOf(found: Found, keyword: string): Milliseconds | null {
  const word = wordOf(found, keyword)?.toLowerCase()
  if (word === undefined || word === 'none') return null
  if (!/^(\d{1,9}[smhdw]?)+$/.test(word)) throw badValue(lineOf(found, keyword)!)
  const parts = [...word.matchAll(/(\d+)([smhdw]?)/g)]
  const seconds = parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * spans[unit || 's']!,
    0,
  )
  return seconds === 0 ? null : Math.min(seconds, 86_400) * 1000
}

export const badValue = (line: Directive) =>
  sshTrouble(
    'ssh-config',
    `${placeOf(line)}: “${line.rest.trim().slice(0, 100)}” is no value for ${line.keyword}.`,
  )
