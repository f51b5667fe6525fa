import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readSshHosts } from './ssh-config-hosts.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'ssh-hosts-'))
  await mkdir(path.join(home, '.ssh'), { mode: 0o700 })
})
afterEach(() => rm(home, { recursive: true }))

const write = (name: string, text: string, mode = 0o600) =>
  writeFile(path.join(home, '.ssh', name), text, { mode })
const read = () => readSshHosts({ env: { HOME: home }, uid: process.geteuid?.() ?? 0 })

test('names are offered once and in order, patterns and what a URI cannot hold are not', async () => {
  await write(
    'config',
    'Host mill mill-* !weir\n  HostName 192.0.2.7\nHost weir mill -x a/b\nHost *\n',
  )
  expect(await read()).toEqual(['mill', 'weir'])
})

test('those of included files come where they are included', async () => {
  await write('more', 'Host pond\n')
  await write('config', 'Include more\nHost mill\n')
  expect(await read()).toEqual(['pond', 'mill'])
})

test('without a file, and with one that others may write, none is offered', async () => {
  expect(await read()).toEqual([])
  await write('config', 'Host mill\n', 0o600)
  await chmod(path.join(home, '.ssh/config'), 0o666)
  expect(await read()).toEqual([])
})
