import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openSsh } from './open-ssh.ts'
import {
  type Home,
  makeHome,
  optionsOf,
  type Sshd,
  startSshd,
  surroundsOf,
  targetOf,
} from './open-ssh-fixture.ts'

const real = test.skipIf(inject('labSkipped') !== null)
let home: Home
let sshd: Sshd
let key: string

beforeAll(async () => {
  home = makeHome()
  key = home.key('id_ed25519')
  sshd = await startSshd(home, [key])
})
afterAll(async () => {
  await sshd.stop()
  home.remove()
})

const never = new AbortController().signal

real('a key of its home logs in, after the host key was trusted for ever', async () => {
  const asked: string[] = []
  const options = optionsOf({
    hostKey: async ({ fingerprint, keyType }) => {
      asked.push(keyType, fingerprint)
      return 'always'
    },
  })
  const connection = await openSsh(targetOf(sshd.port), options, surroundsOf(home))
  expect(connection.login).toBe(`root@127.0.0.1:${sshd.port}`)
  expect(connection.method).toMatch(/^key ED25519 SHA256:\S+ \(.*id_ed25519\)$/)
  expect(asked[0]).toBe('ssh-ed25519')
  expect(readFileSync(`${home.folder}/.ssh/known_hosts`, 'utf8')).toContain(sshd.hostKeys[0])
  const program = await connection.run('cat; echo oops >&2; exit 3', never)
  program.stream.end('hello')
  let said = ''
  for await (const bytes of program.stream) said += bytes
  expect(said).toBe('hello')
  expect(await program.ended).toEqual({ code: 3, signal: null, stderr: 'oops\n' })
  connection.close()
  expect(await connection.ended).toBeNull()
})
