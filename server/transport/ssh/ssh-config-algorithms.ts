import { ciphers, hostKeys, kex, macs } from './open-ssh-algorithms.ts'
import type { Found } from './ssh-config-evaluate.ts'
import { matchesList } from './ssh-config-pattern.ts'
import type { SshAlgorithms } from './ssh-config-settings.ts'
import { badValue, lineOf, wordOf } from './ssh-config-values.ts'

/** What the configuration says about algorithms, as far as ssh2 has them; null where it says nothing. */
export const algorithmsOf = (found: Found): SshAlgorithms => ({
  kex: chosen(found, 'kexalgorithms', kex, olderKex),
  ciphers: chosen(found, 'ciphers', ciphers, olderCiphers),
  macs: chosen(found, 'macs', macs, olderMacs),
  hostKeys: chosen(found, 'hostkeyalgorithms', hostKeys, olderHostKeys),
})

/** Known to ssh2, but only for who asks for them by name. */
const olderKex = [
  'diffie-hellman-group14-sha1',
  'diffie-hellman-group-exchange-sha1',
  'diffie-hellman-group1-sha1',
]
const olderCiphers = ['aes256-cbc', 'aes192-cbc', 'aes128-cbc', '3des-cbc']
const olderMacs = ['hmac-sha1-etm@openssh.com', 'hmac-sha1-96', 'hmac-md5']
const olderHostKeys = ['ssh-rsa', 'ssh-dss']

/** A list replaces the usual one; `+` adds to it, `-` takes away, `^` puts in front. */
function chosen(
  found: Found,
  keyword: string,
  usual: readonly string[],
  older: readonly string[],
): readonly string[] | null {
  const word = wordOf(found, keyword)
  if (word === null) return null
  const sign = /^[+^-]/.exec(word)?.[0] ?? ''
  const known = [...usual, ...older]
  const list = sign === '' ? word : word.slice(1)
  const named = list.split(',').flatMap((one) => known.filter((name) => matchesList(one, name)))
  const result = combine(sign, usual, named)
  if (result.length === 0) throw badValue(lineOf(found, keyword)!)
  return [...new Set(result)]
}

function combine(
  sign: string,
  usual: readonly string[],
  named: readonly string[],
): readonly string[] {
  if (sign === '+') return [...usual, ...named]
  if (sign === '-') return usual.filter((name) => !named.includes(name))
  return sign === '^' ? [...named, ...usual] : named
}
