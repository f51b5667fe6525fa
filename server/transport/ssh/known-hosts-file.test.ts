import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { knownName, linesFor, readKnownHosts } from './known-hosts.ts'
import { addKnownHost } from './known-hosts-file.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'known-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const key = 'A'.repeat(68)
const entry = (name: string, hash = false) => ({ name, keyType: 'ssh-ed25519', key, hash })

test('the file and its folder are made for their owner alone', async () => {
  const file = path.join(folder, 'new/.ssh/known_hosts')
  await addKnownHost(file, entry('h'))
  expect(readFileSync(file, 'utf8')).toBe(`h ssh-ed25519 ${key}\n`)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700)
})

test('a last line without an end is left whole', async () => {
  const file = path.join(folder, 'unended')
  writeFileSync(file, 'x ssh-ed25519 AAAA')
  await addKnownHost(file, entry('[h]:2222'))
  expect(readFileSync(file, 'utf8')).toBe(`x ssh-ed25519 AAAA\n[h]:2222 ssh-ed25519 ${key}\n`)
})

test.each(['*', 'a,b', '@revoked', '|1|x', 'a b', '#', 'x\ny', '!h', '[*]:22'])(
  'the name %j means itself and nothing more',
  async (name) => {
    const file = path.join(folder, `odd-${Buffer.from(name).toString('hex')}`)
    await addKnownHost(file, entry(name))
    const lines = readKnownHosts(readFileSync(file, 'utf8'), file)
    expect(lines).toHaveLength(1)
    expect(linesFor(lines, knownName('other', 22))).toEqual([])
    expect(linesFor(lines, name)).toHaveLength(1)
  },
)

test('hashed, the file does not tell the name', async () => {
  const file = path.join(folder, 'hashed')
  await addKnownHost(file, entry('secret.example', true))
  const text = readFileSync(file, 'utf8')
  expect(text).not.toContain('secret')
  expect(linesFor(readKnownHosts(text, file), 'secret.example')).toHaveLength(1)
})
