import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HostKeyQuestion, Trust } from '../../../lib/libvirt/question.ts'
import { unattended } from '../../../lib/libvirt/unattended.ts'
import { checkHostKey, hostOnFile } from './host-keys.ts'
import { rememberTrusted } from './host-keys-trusted.ts'
import { sshSettings } from './ssh-config.ts'
import type { SshSettings } from './ssh-config-settings.ts'

let folder: string
let usual: SshSettings
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'host-keys-'))
  const machine = { env: { HOME: folder }, uid: 0, account: 'me' }
  const target = { host: 'h', port: 22, user: null, flavour: 'libssh2', options: {} } as const
  usual = await sshSettings(target, machine)
})
afterAll(() => rmSync(folder, { recursive: true }))

const blobOf = (kind: string, fill: number) => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(kind.length)
  return Buffer.concat([
    length,
    Buffer.from(kind),
    Buffer.from([0, 0, 0, 32]),
    Buffer.alloc(32, fill),
  ])
}
const [one, two, rsa] = [blobOf('ssh-ed25519', 1), blobOf('ssh-ed25519', 2), blobOf('ssh-rsa', 3)]
const lineOf = (name: string, key: Buffer, kind = 'ssh-ed25519') =>
  `${name} ${kind} ${key.toString('base64')}\n`

interface Case {
  known?: string
  settings?: Partial<SshSettings>
  trusted?: ReturnType<typeof rememberTrusted>
  trust?: Trust
}

/** Shows a host's key; tells what was found or the trouble, what was asked, and what is on file then. */
async function show(
  key: Buffer,
  { known = '', settings, trusted = rememberTrusted(), trust }: Case,
) {
  const file = path.join(folder, 'known')
  writeFileSync(file, known)
  const asked: HostKeyQuestion[] = []
  const hostKey = async (question: HostKeyQuestion) => {
    asked.push(question)
    return trust ?? 'once'
  }
  const whole = { ...usual, userKnownHosts: [file], ...settings }
  const check = {
    settings: whole,
    onFile: await hostOnFile(whole),
    trusted,
    asker: { ...unattended, hostKey },
    signal: new AbortController().signal,
  }
  const found = await checkHostKey(key, check).catch(({ trouble }) => trouble)
  return { found, asked, after: readFileSync(file, 'utf8'), keyTypes: check.onFile.keyTypes }
}

const finding = async (key: Buffer, given: Case) => String((await show(key, given)).found)

test('a key on file is known by its line', async () => {
  expect(await finding(one, { known: lineOf('h', one) })).toMatch(/^ED25519 SHA256:\S+, line 1 of /)
})

test('libvirt’s own spelling with SSH’s port counts, for and against', async () => {
  expect(await finding(one, { known: lineOf('[h]:22', one) })).toMatch(/line 1 of/)
  expect(await finding(two, { known: lineOf('[h]:22', one) })).toBe('ssh-host-key-changed')
})

test('at another port the plain name vouches for a key, and never against one', async () => {
  const settings = { port: 2222 }
  expect(await finding(one, { settings, known: lineOf('h', one) })).toMatch(/line 1 of/)
  expect(await finding(two, { settings, known: lineOf('h', one) })).toMatch(/trusted this time$/)
  expect(await finding(two, { settings, known: `@revoked ${lineOf('h', two)}` })).toBe(
    'ssh-host-key-revoked',
  )
})

test('a host known by another kind of key only is refused, and asked for that kind first', async () => {
  const { found, keyTypes } = await show(one, { known: lineOf('h', rsa, 'ssh-rsa') })
  expect([found, keyTypes]).toEqual(['ssh-host-key-other-kind', ['ssh-rsa']])
})

test('an alias stands for the name, whatever the port', async () => {
  const settings = { hostKeyAlias: 'Alias', port: 2222 }
  expect(await finding(one, { settings, known: lineOf('alias', one) })).toMatch(/line 1 of/)
})

test('an unknown key is asked about with its fingerprint and picture', async () => {
  const { asked, after } = await show(one, { trust: 'once' })
  expect(asked).toEqual([
    {
      kind: 'host-key',
      host: 'h',
      port: 22,
      keyType: 'ssh-ed25519',
      fingerprint: expect.stringMatching(/^SHA256:[\w+/]{43}$/),
      randomart: expect.stringMatching(/^\+--\[ED25519 256\]--\+\n/),
    },
  ])
  expect(after).toBe('')
})

test('what was trusted this time is not asked about again; another key of that host is', async () => {
  const trusted = rememberTrusted()
  await show(one, { trusted })
  expect((await show(one, { trusted })).asked).toEqual([])
  expect((await show(two, { trusted })).asked).toHaveLength(1)
})

test.each([
  ['ask', 'always', 1, lineOf('h', one)],
  ['accept', undefined, 0, lineOf('h', one)],
  ['any', undefined, 0, ''],
  ['refuse', undefined, 0, ''],
] as const)('%s, answered %s', async (unknownKey, trust, questions, after) => {
  const shown = await show(one, { settings: { unknownKey }, ...(trust && { trust }) })
  expect([shown.asked.length, shown.after]).toEqual([questions, after])
  expect(shown.found === 'ssh-host-key-unknown').toBe(unknownKey === 'refuse')
})

test('any key at all passes only where no key is looked at', async () => {
  const known = lineOf('h', one)
  expect(await finding(two, { known, settings: { unknownKey: 'accept' } })).toBe(
    'ssh-host-key-changed',
  )
  expect(await finding(two, { known, settings: { unknownKey: 'any' } })).toMatch(/, not checked$/)
})

test('where the file cannot be written the key is trusted all the same, and that is said', async () => {
  const settings = { userKnownHosts: [path.join(folder, 'known/impossible')] }
  expect(await finding(one, { settings, trust: 'always' })).toMatch(
    /trusted until a restart: .* cannot be written/,
  )
})
