import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readAuthFile } from './auth-file.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'auth-file-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function written(name: string, text = '[a]\n'): string {
  const file = path.join(folder, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

test('what the environment names goes before the URI’s, that before the user’s own', async () => {
  const [named, asked] = [written('named'), written('asked')]
  const own = written('config/libvirt/auth.conf')
  const XDG_CONFIG_HOME = path.join(folder, 'config')
  const both = { LIBVIRT_AUTH_FILE: named, XDG_CONFIG_HOME }
  expect((await readAuthFile(asked, { env: both }))?.path).toBe(named)
  expect((await readAuthFile(asked, { env: { XDG_CONFIG_HOME } }))?.path).toBe(asked)
  expect((await readAuthFile(undefined, { env: { XDG_CONFIG_HOME } }))?.path).toBe(own)
})

test('without XDG_CONFIG_HOME the user’s own is below .config', async () => {
  const own = written('.config/libvirt/auth.conf')
  expect((await readAuthFile(undefined, { env: { HOME: folder } }))?.path).toBe(own)
})

test('a file that was named and is not there is told; nobody misses the usual ones', async () => {
  const missing = path.join(folder, 'missing')
  expect(await readAuthFile(missing, { env: {} })).toMatchObject({ fault: 'it is not there' })
  const conf = await readAuthFile(undefined, { env: { HOME: folder } })
  expect([null, '/etc/libvirt/auth.conf']).toContain(conf?.path ?? null)
})

test.each([
  ['a folder', () => folder, 'not a regular file'],
  ['a pipe that nobody writes to', () => pipe(), 'not a regular file'],
  ['a file without end', () => '/dev/zero', 'not a regular file'],
  ['a file too large', () => written('large', '#'.repeat(300_000)), 'larger than'],
])('%s is not read', async (_name, make, fault) => {
  const conf = await readAuthFile(make(), { env: {} })
  expect(conf).toMatchObject({ fault: expect.stringContaining(fault) })
  expect(conf?.groups.size).toBe(0)
})

function pipe(): string {
  const file = path.join(folder, 'pipe')
  execFileSync('mkfifo', [file])
  return file
}
