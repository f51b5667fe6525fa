import { expect, test } from 'vitest'
import { hashedName, judge, knownName, linesFor, readKnownHosts } from './known-hosts.ts'

const [one, two, three, four] = ['A', 'B', 'C', 'D'].map((letter) => letter.repeat(68))
const salt = Buffer.alloc(20, 7)

const file = `# a comment

plain.example,192.0.2.7 ssh-ed25519 ${one} somebody@somewhere
*.example.org,!bad.example.org ssh-rsa ${two}
[odd.example]:2222 ssh-ed25519 ${one}
${hashedName('hidden.example', salt)} ecdsa-sha2-nistp256 ${three}
|1|nonsense ssh-rsa ${one}
@revoked * ssh-ed25519 ${four}
@cert-authority *.ca.example ssh-ed25519 ${two}
@other x ssh-ed25519 ${one}
nokey.example ssh-ed25519
nonsense.example ssh-ed25519 ***
old.example 1024 35 1234567890
`
const lines = readKnownHosts(file, '/known')

const said = (host: string, port: number, keyType: string, key: string | undefined) => {
  const verdict = judge(linesFor(lines, knownName(host, port)), keyType, key ?? '')
  const by = 'by' in verdict ? verdict.by : verdict.authority
  return [verdict.is, by?.line ?? null]
}

test.each([
  ['plain.example', 22, 'ssh-ed25519', one, ['known', 3]],
  ['PLAIN.example', 22, 'ssh-ed25519', one, ['known', 3]],
  ['192.0.2.7', 22, 'ssh-ed25519', one, ['known', 3]],
  ['plain.example', 22, 'ssh-ed25519', two, ['changed', 3]],
  ['plain.example', 22, 'ssh-rsa', two, ['other-kind', 3]],
  ['plain.example', 2222, 'ssh-ed25519', one, ['unknown', null]],
  ['a.example.org', 22, 'ssh-rsa', two, ['known', 4]],
  ['bad.example.org', 22, 'ssh-rsa', two, ['unknown', null]],
  ['odd.example', 2222, 'ssh-ed25519', one, ['known', 5]],
  ['odd.example', 22, 'ssh-ed25519', one, ['unknown', null]],
  ['hidden.example', 22, 'ecdsa-sha2-nistp256', three, ['known', 6]],
  ['plain.example', 22, 'ssh-ed25519', four, ['revoked', 8]],
  ['h.ca.example', 22, 'ssh-ed25519', two, ['unknown', 9]],
  ['nokey.example', 22, 'ssh-ed25519', one, ['unknown', null]],
  ['x', 22, 'ssh-ed25519', one, ['unknown', null]],
] as const)('%s:%i with a key of %s', (host, port, keyType, key, verdict) => {
  expect(said(host, port, keyType, key)).toEqual(verdict)
})

test('a hundred thousand lines are read to a bound, a long one is no trouble', () => {
  const long = `${'x'.repeat(100_000)} ssh-ed25519 ${one}\n`
  expect(readKnownHosts(long + `h ssh-ed25519 ${one}\n`.repeat(100_000), '/known')).toHaveLength(
    19_999,
  )
})
