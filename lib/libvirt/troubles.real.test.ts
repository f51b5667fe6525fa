import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Dial } from './plan-types.ts'
import { transportNames } from './transports.ts'
import { troubles } from './troubles.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'oirase-advice-'))
afterAll(() => rmSync(folder, { recursive: true }))
/** Nothing can be run but a shell and what would be seen. */
const env = { PATH: path.join(folder, 'bin'), HOME: folder, NODE_ENV: 'test' } as const

/** Worse than any URI may be: every part would make a file if a shell got hold of it. */
const hostile = [
  '$(touch made)',
  '`touch made`',
  ";touch made;'",
  '"; touch made #',
  '\n touch made',
]
const dials = hostile.flatMap((words) =>
  [...transportNames, null].map(
    (transport): Dial => ({
      driver: 'remote',
      transport,
      host: words,
      port: 22,
      user: words,
      socket: `/srv/${words}/sock`,
      remoteName: `qemu:///${words}`,
      options: {
        file: `/srv/${words}`,
        keyfile: words,
        netcat: words,
        command: words,
        pkipath: `/srv/${words}`,
        known_hosts: words,
        authfile: words,
        tls_priority: words,
      },
    }),
  ),
)
const commands = [
  ...new Set(
    Object.values(troubles).flatMap(({ advice }) =>
      dials.flatMap((dial) => advice(dial).flatMap(({ run }) => run ?? [])),
    ),
  ),
]

/** Numbers of the lines whose shell, one for each, ended with a failure. */
function failures(flags: string, lines: readonly string[]): number[] {
  const script = lines.map((_, at) => `sh ${flags} "$${`{${at + 1}}`}" </dev/null || echo ${at}`)
  const { stdout } = spawnSync('/bin/bash', ['-c', script.join('\n'), 'bash', ...lines], {
    cwd: folder,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  return stdout.split('\n').filter(Boolean).map(Number)
}

beforeAll(() => {
  mkdirSync(env.PATH)
  for (const name of ['sh', 'touch']) copyFileSync(`/usr/bin/${name}`, path.join(env.PATH, name))
})

test('every command of an advice is well formed, whatever the URI says', () => {
  expect(failures('-n -c', ["echo 'open", 'echo closed'])).toEqual([0])
  expect(failures('-n -c', commands).map((at) => commands[at])).toEqual([])
})

test('none runs what the URI says', () => {
  const made = () => existsSync(path.join(folder, 'made'))
  failures('-c', commands)
  expect(made()).toBe(false)
  failures('-c', [`ls ${hostile[0]}`])
  expect(made()).toBe(true)
})
