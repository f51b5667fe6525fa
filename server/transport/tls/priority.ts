import { getCiphers, type SecureContextOptions } from 'node:tls'
import { tlsOwnTrouble } from '../../../lib/libvirt/troubles/tls-own.ts'
import {
  alwaysThere,
  beginnings,
  type Chosen,
  choices,
  type Kind,
  neverThere,
  normal,
  optionsKept,
  profiles,
  wholes,
} from './priority-words.ts'

export type TlsPolicy = Pick<
  SecureContextOptions,
  'minVersion' | 'maxVersion' | 'ciphers' | 'ecdhCurve' | 'sigalgs'
>

/**
 * OpenSSL's settings for a priority string of GnuTLS (section "Priority Strings" of its manual), null for none. What
 * it leaves as NORMAL has it stays as Node has it, and so does the system's own policy (@SYSTEM): that one is for
 * GnuTLS. Throws tls-priority, which names the word that cannot be followed.
 */
export function tlsPolicy(priority: string | null): TlsPolicy {
  const [first = '', ...rest] = (priority ?? 'NORMAL').trim().split(':')
  const begun = first.startsWith('@') ? normal : beginnings[first.toUpperCase()]
  if (begun === undefined) throw unfollowed(first)
  let chosen = begun
  let level: number | null = null
  for (const word of rest.map((one) => one.toUpperCase())) {
    if (word in profiles) level = profiles[word] ?? null
    else if (!optionsKept.test(word)) chosen = changed(chosen, word)
  }
  const versions = Object.entries(choices.versions).filter(([name]) => chosen.versions.has(name))
  const [[, lowest] = [], [, highest] = []] = [versions.at(0) ?? [], versions.at(-1) ?? []]
  if (lowest === undefined || highest === undefined) {
    throw unmeant('It leaves no version of TLS: OpenSSL has 1.2 and 1.3 here.')
  }
  return {
    minVersion: lowest,
    maxVersion: highest,
    ...suitesOf(chosen, level),
    ...(chosen.groups !== normal.groups && { ecdhCurve: listOf('groups', chosen) }),
    ...(chosen.signatures !== normal.signatures && { sigalgs: listOf('signatures', chosen) }),
  }
}

/** `+WORD` adds, `-WORD` and `!WORD` take away. */
function changed(chosen: Chosen, word: string): Chosen {
  const [, sign, name = ''] = /^([+\-!])(.+)$/.exec(word) ?? []
  if (sign === undefined) throw unfollowed(word)
  const found = namesOf(name)
  if (found === null) {
    if (sign === '+' ? alwaysThere.test(name) : neverThere.test(name) || alwaysThere.test(name)) {
      return chosen
    }
    throw unfollowed(word)
  }
  const { kind, names } = found
  const before = chosen[kind]
  const after =
    sign === '+'
      ? new Set([...before, ...names])
      : new Set([...before].filter((one) => !names.includes(one)))
  return { ...chosen, [kind]: after }
}

function namesOf(name: string): { kind: Kind; names: string[] } | null {
  const whole = wholes[name]
  if (whole !== undefined) return { kind: whole, names: Object.keys(choices[whole]) }
  const group = name.replace(/^CURVE-/, 'GROUP-')
  const kind = (Object.keys(choices) as Kind[]).find((one) => Object.hasOwn(choices[one], group))
  return kind === undefined ? null : { kind, names: [group] }
}

const listOf = (kind: 'groups' | 'signatures', chosen: Chosen): string => {
  const list = Object.entries(choices[kind]).flatMap(([name, theirs]) =>
    chosen[kind].has(name) ? [theirs] : [],
  )
  if (list.length === 0) throw unmeant(`It leaves no ${kind === 'groups' ? 'group' : 'signature'}.`)
  return list.join(':')
}

function suitesOf(chosen: Chosen, level: number | null): Pick<TlsPolicy, 'ciphers'> {
  const kinds = ['ciphers', 'exchanges', 'macs'] as const
  const untouched = kinds.every((kind) => chosen[kind] === normal[kind])
  const strength = level === null ? [] : [`@SECLEVEL=${level}`]
  if (untouched) return level === null ? {} : { ciphers: ['DEFAULT', ...strength].join(':') }
  const known = new Set(getCiphers().map((name) => name.toUpperCase()))
  const suites = [...chosen.ciphers].flatMap((cipher) => suitesWith(cipher, chosen))
  const usable = suites.filter((name) => known.has(name))
  if (usable.length === 0) throw unmeant('It leaves no cipher that OpenSSL has.')
  return { ciphers: [...usable, ...strength].join(':') }
}

/** TLS 1.3 has its own few, which name no key exchange. */
const modern: Record<string, string> = {
  'AES-256-GCM': 'TLS_AES_256_GCM_SHA384',
  'CHACHA20-POLY1305': 'TLS_CHACHA20_POLY1305_SHA256',
  'AES-128-GCM': 'TLS_AES_128_GCM_SHA256',
  'AES-128-CCM': 'TLS_AES_128_CCM_SHA256',
}

function suitesWith(cipher: string, { exchanges, macs }: Chosen): string[] {
  const name = (choices.ciphers as Record<string, string>)[cipher] ?? ''
  const of = (kind: 'exchanges' | 'macs', word: string) =>
    (choices[kind] as Record<string, string>)[word] ?? ''
  const sealed = !cipher.endsWith('-CBC')
  const ends = [...macs].filter((mac) => (mac === 'AEAD') === sealed).map((mac) => of('macs', mac))
  const classic = [...exchanges].flatMap((one) =>
    ends.map((end) => `${of('exchanges', one)}${name}${end}`),
  )
  const own = sealed && macs.has('AEAD') ? modern[cipher] : undefined
  return own === undefined ? classic : [own, ...classic]
}

const unfollowed = (word: string) => unmeant(`“${word}” is no word that OpenSSL can follow here.`)

const unmeant = (why: string) => tlsOwnTrouble('tls-priority', `tls_priority: ${why}`)
