import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { openAuth } from '../auth/auth.ts'
import { openStore } from '../store/store.ts'
import { runLink } from './link.ts'

const run = async (args: string[], env: Record<string, string>) => {
  const out: string[] = []
  const err: string[] = []
  const io = { env, out: (text: string) => out.push(text), err: (text: string) => err.push(text) }
  return { code: await runLink(args, io), out: out.join(''), err: err.join('') }
}

test('the printed link lets somebody in, even while a server has the database open', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'oirase-link-'))
  const store = await openStore(folder)
  try {
    const { code, out } = await run([], { OIRASE_DATA: folder, OIRASE_PORT: '4100' })
    expect(code).toBe(0)
    const [, token = ''] = /^http:\/\/127\.0\.0\.1:4100\/login#claim=(\S+)\n$/.exec(out) ?? []
    const place = { address: '', agent: '' }
    const { claims } = openAuth(store, systemClock)
    const { person } = await claims.claim(token, 'Ada', 'correct horse battery', place)
    expect(person.name).toBe('Ada')
  } finally {
    await store.close()
    await rm(folder, { recursive: true })
  }
})

test('wrong settings and arguments are told, not guessed at', async () => {
  expect(await run([], { OIRASE_DATA: 'here' })).toMatchObject({ code: 2, out: '' })
  expect(await run(['--person', 'Ada'], {})).toMatchObject({ code: 2, out: '' })
})
