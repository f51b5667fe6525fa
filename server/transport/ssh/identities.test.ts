import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import ssh2 from 'ssh2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publicKeyOf, readIdentity } from './identities.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'identities-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const nobody = async () => {
  throw new Error('asked')
}

function write(name: string, text: string): string {
  const file = path.join(folder, name)
  writeFileSync(file, text, { mode: 0o600 })
  return file
}

const read = (file: string, ask: Parameters<typeof readIdentity>[2] = nobody) =>
  readIdentity(file, process.getuid?.() ?? 0, ask)

/** A private key's file as far as its public half, the rest is not looked at. */
function headOf(kind: string): string {
  const string = (text: string | Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(text.length)
    return Buffer.concat([length, Buffer.from(text)])
  }
  const head = ['none', 'none', ''].map(string)
  const one = Buffer.from([0, 0, 0, 1])
  const body = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ...head,
    one,
    string(string(kind)),
    string('x'),
  ])
  const name = 'OPENSSH PRIVATE KEY'
  return `-----BEGIN ${name}-----\n${body.toString('base64')}\n-----END ${name}-----\n`
}

test('an encrypted key shows its public half, and asks only when it must sign', async () => {
  const options = { passphrase: 'secret', cipher: 'aes256-cbc', rounds: 4 }
  const made = ssh2.utils.generateKeyPairSync('ed25519', options)
  const file = write('locked', made.private)
  const said = ['wrong', 'secret']
  const asked: (string | null)[] = []
  const identity = await read(file, async (_, reason) => {
    asked.push(reason)
    return said.shift()!
  })
  if (identity === null || 'why' in identity) throw new Error('no identity')
  expect(asked).toEqual([])
  expect(identity.key.getPublicSSH().toString('base64')).toBe(made.public.split(' ')[1])
  const data = Buffer.from('data')
  expect(identity.key.verify(data, await identity.sign(data, undefined))).toBe(true)
  await identity.sign(data, undefined)
  expect(asked).toEqual([null, 'This passphrase does not open the key.'])
  expect(await publicKeyOf(file)).toEqual(identity.key.getPublicSSH())
})

test('a key on a security token is named as one', async () => {
  const file = write('token', headOf('sk-ssh-ed25519@openssh.com'))
  expect(await read(file)).toEqual({
    path: file,
    trouble: 'ssh-key-kind',
    why: `${file} is on a security token (sk-ssh-ed25519@openssh.com)`,
  })
})

test.each([
  ['-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----\n', 'PKCS #8'],
  ['PuTTY-User-Key-File-3: ssh-ed25519\n', 'PuTTY’s format'],
  ['nothing like a key', 'a format not known here'],
  ['', 'a format not known here'],
  [headOf('ssh-ed25519'), 'OpenSSH’s format'],
])('what cannot be read is named by its format: %j', async (text, format) => {
  expect(await read(write('odd', text))).toMatchObject({
    trouble: 'ssh-key-format',
    why: expect.stringContaining(`is in ${format}: `),
  })
})

test('a public key in place of a private one is no key to log in with', async () => {
  const file = write('public', ssh2.utils.generateKeyPairSync('ed25519').public)
  expect(await read(file)).toMatchObject({ trouble: 'ssh-key-format' })
})

test('a missing file is none', async () => {
  expect(await read(path.join(folder, 'missing'))).toBeNull()
})
