import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, test as everyTest, expect } from 'vitest'
import { readCredentials } from './credentials.ts'
import {
  type FakeAuthority,
  fakeAuthority,
  hasOpenssl,
  type Issued,
  openssl,
} from './fake-authority.ts'
import { tlsFiles } from './files.ts'

const test = everyTest.skipIf(!hasOpenssl)
const folder = mkdtempSync(path.join(tmpdir(), 'oirase-identity-'))
let authority: FakeAuthority
let client: Issued
let other: Issued

beforeAll(() => {
  authority = fakeAuthority(path.join(folder, 'ca'))
  client = authority.issue({ names: ['laptop'] })
  other = authority.issue()
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const asked: [string, string | null][] = []
/** Reads what lies in `home`, and answers questions for passphrases with these in turn. */
async function read(home: string, passphrases: string[] = []) {
  asked.length = 0
  const left = [...passphrases]
  const files = tlsFiles(home, { uid: 0, env: {} })
  return readCredentials(files, async (file, reason) => {
    asked.push([path.basename(file), reason])
    return left.shift() ?? 'wrong'
  })
}

let homes = 0
function home(files: Record<string, string | Buffer>): string {
  homes += 1
  const made = path.join(folder, `home${homes}`)
  mkdirSync(made)
  for (const [file, text] of Object.entries({ 'cacert.pem': authority.ca, ...files })) {
    writeFileSync(path.join(made, file), text)
  }
  return made
}
const pair = () => ({ 'clientcert.pem': client.cert, 'clientkey.pem': client.key })

test('certificate and key make an identity; without both there is none', async () => {
  const { identities } = await read(home(pair()))
  expect(identities.map(({ file }) => path.basename(file))).toEqual(['clientcert.pem'])
  expect((await read(home({}))).identities).toEqual([])
})

test('further identities are read in their order', async () => {
  const second = { 'clientcert2.pem': other.cert, 'clientkey2.pem': other.key }
  const { identities } = await read(home({ ...pair(), ...second }))
  expect(identities.map(({ file }) => path.basename(file))).toEqual([
    'clientcert.pem',
    'clientcert2.pem',
  ])
})

test('the authority’s file must be there', async () => {
  const empty = path.join(folder, 'empty')
  await expect(read(empty)).rejects.toMatchObject({
    trouble: 'tls-ca-missing',
    detail: `Cannot read CA certificate '${empty}/cacert.pem': No such file or directory`,
  })
})

test.each<[string, () => string, string]>([
  [
    'a certificate without its key',
    () => home({ 'clientcert.pem': client.cert }),
    'tls-pair-incomplete',
  ],
  [
    'a key without its certificate',
    () => home({ 'clientkey.pem': client.key }),
    'tls-pair-incomplete',
  ],
  ['another’s key', () => home({ ...pair(), 'clientkey.pem': other.key }), 'tls-key-foreign'],
  [
    'no certificate in the file',
    () => home({ ...pair(), 'clientcert.pem': 'hello' }),
    'tls-file-broken',
  ],
  [
    'a broken certificate',
    () => home({ 'cacert.pem': authority.ca.replace(/\n.{20}/, '\nAAAA') }),
    'tls-file-broken',
  ],
  ['a broken list', () => home({ 'cacrl.pem': 'hello' }), 'tls-file-broken'],
  ['a broken key', () => home({ ...pair(), 'clientkey.pem': 'hello' }), 'tls-key-format'],
  ['a broken PKCS#12', () => home({ 'clientcert.p12': 'hello' }), 'tls-key-format'],
])('%s is told as that', async (_, made, trouble) => {
  await expect(read(made())).rejects.toMatchObject({ trouble })
})

test('a folder, a pipe or an endless file in place of a file is not read', async () => {
  const folders = path.join(folder, 'folders')
  mkdirSync(path.join(folders, 'cacert.pem'), { recursive: true })
  await expect(read(folders)).rejects.toMatchObject({ trouble: 'tls-file-unreadable' })
  const [ca] = tlsFiles(folders, { uid: 0, env: {} }).ca
  const endless = { ...tlsFiles(folders, { uid: 0, env: {} }), ca: ['/dev/zero'] }
  expect(ca).toBe(path.join(folders, 'cacert.pem'))
  const nobody = async () => ''
  await expect(readCredentials(endless, nobody)).rejects.toMatchObject({
    trouble: 'tls-file-unreadable',
  })
})

/** The client's key under a passphrase, as openssl writes it with these arguments. */
function lockedKey(...how: string[]): string {
  return openssl(...how, '-in', client.keyFile, '-passout', 'pass:open sesame')
}

test.each<[string, () => string[]]>([
  ['PKCS#8', () => ['pkey', '-aes256']],
  ['the traditional kind', () => ['ec', '-aes256']],
])('a passphrase is asked for a key of %s, again when it is wrong', async (_, how) => {
  const locked = home({ ...pair(), 'clientkey.pem': lockedKey(...how()) })
  const { identities } = await read(locked, ['no', 'open sesame'])
  expect(identities).toHaveLength(1)
  expect(asked).toEqual([
    ['clientkey.pem', null],
    ['clientkey.pem', 'That passphrase does not open it.'],
  ])
})

test('three wrong passphrases are enough', async () => {
  const locked = home({ ...pair(), 'clientkey.pem': lockedKey('pkey', '-aes256') })
  await expect(read(locked)).rejects.toMatchObject({
    trouble: 'tls-key-locked',
    code: 'host.refused-login',
  })
  expect(asked).toHaveLength(3)
})

function p12(passphrase: string): Buffer {
  const out = path.join(folder, 'made.p12')
  const what = ['-inkey', client.keyFile, '-in', client.certFile, '-passout', `pass:${passphrase}`]
  openssl('pkcs12', '-export', ...what, '-out', out)
  return readFileSync(out)
}

test('PKCS#12 is read in place of certificate and key, with its passphrase when it has one', async () => {
  const open = await read(home({ 'clientcert.p12': p12('') }))
  expect(open.identities[0]?.chain[0]?.commonNames).toEqual(['laptop'])
  expect(asked).toEqual([])
  const locked = await read(home({ 'clientcert.p12': p12('open sesame') }), ['no', 'open sesame'])
  expect(locked.identities[0]?.chain[0]?.commonNames).toEqual(['laptop'])
  expect(asked).toHaveLength(2)
})

test('no passphrase is in what is thrown', async () => {
  const locked = home({ ...pair(), 'clientkey.pem': lockedKey('pkey', '-aes256') })
  const secret = 'hunter2-hunter2'
  const thrown = await read(locked, [secret, secret, secret]).catch((cause: unknown) => cause)
  expect(`${String(thrown)} ${JSON.stringify(thrown)}`).not.toContain(secret)
})
