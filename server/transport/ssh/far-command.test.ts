import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { farCommand, farWord } from './far-command.ts'

/** Shells that people log in with; those that are not on this machine are not asked. By path, as sshd starts them. */
const shells = [
  'sh',
  'dash',
  'bash',
  'zsh',
  'ksh',
  'mksh',
  'csh',
  'tcsh',
  'fish',
  'busybox',
].flatMap(
  (name) => ['/bin', '/usr/bin'].map((folder) => `${folder}/${name}`).find(existsSync) ?? [],
)

const hostile = [
  'plain',
  ' ',
  'a b',
  "it's",
  '"; id; "',
  ';id',
  '$(id)',
  '`id`',
  '$' + '{HOME}',
  '$1',
  '!!',
  '!a!',
  "'!'",
  '\\',
  '\\\\',
  "\\'",
  '\\!',
  'end\\',
  '-oProxyCommand=id',
  '--help',
  '*',
  '~root',
  '{a,b}',
  '[ab]',
  '?',
  '^a^b',
  '#x',
  '%1',
  '&',
  '|id',
  '>/tmp/x',
  '<',
  'ä€𝄞',
  '=ls',
  ...combinations(),
]

/** Words of the signs that shells know, in every neighbourhood of two and then some. */
function combinations(): string[] {
  const signs = [...`'"\\!$\`;&|<>(){}[]*?~#^=-% a`]
  let state = 7
  const next = () => {
    state = (state * 48_271) % 2_147_483_647
    return signs[state % signs.length]
  }
  const pairs = signs.flatMap((one) => signs.map((other) => one + other))
  const long = Array.from({ length: 60 }, () => Array.from({ length: 24 }, next).join(''))
  return [...pairs, ...long]
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'far-command-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** What a shell with this PATH makes of a command; it starts as sshd starts it. */
const run = (shell: string, command: string, PATH = process.env.PATH) =>
  spawnSync(shell, [...(shell.endsWith('busybox') ? ['sh'] : []), '-c', command], {
    env: { PATH, HOME: folder, NODE_ENV: 'test' },
    cwd: folder,
    encoding: 'utf8',
  })

describe.each(shells)('in %s', (shell) => {
  test('every word arrives as it is, and as one', () => {
    for (let at = 0; at < hostile.length; at += 100) {
      const words = hostile.slice(at, at + 100)
      const { stdout, stderr } = run(shell, `printf %s\\\\n x ${words.map(farWord).join(' ')}`)
      expect(stderr).toBe('')
      expect(stdout.split('\n').slice(1, -1)).toEqual(words)
    }
  })
})

describe.each(shells)('from %s', (shell) => {
  const bin = (...programs: string[]) => {
    const where = mkdtempSync(path.join(folder, 'bin-'))
    for (const program of programs) {
      const file = path.join(where, program)
      const asked = `[ "$*" = -q ] && echo "nc: option requires an argument -- 'q'" >&2 && exit 1\n`
      writeFileSync(file, `#!/bin/sh\n${asked}printf '%s\\n' "\${0##*/}" "$@"\n`)
      chmodSync(file, 0o755)
    }
    // the few programs that the script needs, so that no helper of this machine is found
    for (const needed of ['sh', 'grep']) symlinkSync(`/bin/${needed}`, path.join(where, needed))
    return where
  }
  /** The program that ran with its arguments, one a line. */
  const ran = (
    way: Omit<Parameters<typeof farCommand>[0], 'by'>,
    PATH: string,
    readOnly = false,
  ) => {
    const { stdout } = run(shell, farCommand({ by: 'program', ...way }, readOnly), PATH)
    return stdout.split('\n').slice(0, -1)
  }

  test('netcat gets the socket as one word, and -q0 when it knows it', () => {
    const PATH = bin('my nc')
    for (const socket of ['/run/s', '/a b', "/it's", '/$(id)', '/!x', '/`id`;id', '/\\']) {
      const netcat = { program: 'my nc', socket }
      expect(ran({ helper: null, netcat }, PATH)).toEqual(['my nc', '-q0', '-U', socket])
    }
  })

  test('a socket that looks like an option is a path', () => {
    const netcat = { program: 'my nc', socket: '-e/bin/sh' }
    expect(ran({ helper: null, netcat }, bin('my nc'))).toEqual([
      'my nc',
      '-q0',
      '-U',
      './-e/bin/sh',
    ])
  })

  test('the helper is taken when it is there', () => {
    const netcat = { program: 'mine', socket: '/s' }
    const PATH = bin('virt-ssh-helper', 'mine')
    const helper = "qemu:///system?socket=/it's;$(id)"
    expect(ran({ helper, netcat }, PATH)).toEqual(['virt-ssh-helper', helper])
    expect(ran({ helper, netcat: null }, PATH, true)).toEqual(['virt-ssh-helper', '-r', helper])
  })

  test('netcat when it is not', () => {
    const netcat = { program: 'mine', socket: '/s' }
    expect(ran({ helper: 'qemu:///system', netcat }, bin('mine'))).toEqual([
      'mine',
      '-q0',
      '-U',
      '/s',
    ])
  })
})

test('what cannot be quoted for every shell is refused', () => {
  for (const word of ['a\nb', 'a\0b', '\u001b[2J', 'x'.repeat(1_001)]) {
    expect(() => farWord(word)).toThrow(expect.objectContaining({ code: 'uri.refused' }))
  }
})
