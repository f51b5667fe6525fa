import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { failureKinds } from '../failure.ts'
import { openPlan } from './plan.ts'
import { type Dial, isRefused } from './plan-types.ts'
import type { Trouble } from './trouble.ts'
import { adviceOn, troubles } from './troubles.ts'

const around = { uid: 1000, readOnly: false, env: {}, libvirtConf: null, sockets: [] }
const dialOf = (uri: string): Dial => {
  const opening = openPlan(uri, around)
  if (!opening.ok || isRefused(opening.plan)) throw new Error(`no plan for ${uri}`)
  return opening.plan
}
const ways = [
  'qemu:///system',
  'qemu:///session',
  'qemu+unix:///system?socket=/srv/it%27s%20%24(id)/s',
  'qemu+tcp://[fe80::1%25eth0]:7/system',
  'qemu+tls://host/system',
  'qemu+ssh://%24(id)@host%3Bid:22/session',
  'test:///srv/a%20b;id/world.xml',
  'test:///default',
  'http://%24(id)/',
  'http://localhost/?via=ssh://%2524(id)@host:22',
  '///srv/it%27s%20%24(id)/xend-socket',
].map(dialOf)
const rows = Object.entries(troubles)
const commands = rows.flatMap(([id, { advice }]) =>
  ways.flatMap((dial) => advice(dial).flatMap(({ run }) => (run === null ? [] : [{ id, run }]))),
)

test('every family is among them, and none has another’s row', async () => {
  const files = await readdir(new URL('troubles', import.meta.url))
  const told = new Set<string>()
  for (const file of files.filter((name) => !name.includes('.test.'))) {
    const family = await import(
      /* @vite-ignore */ new URL(`troubles/${file}`, import.meta.url).href
    )
    for (const [name, table] of Object.entries<Record<string, Trouble>>(family)) {
      if (!name.endsWith('Troubles') || name === 'refusalTroubles') continue
      for (const [id, row] of Object.entries(table)) {
        told.add(id)
        expect(troubles[id], `${id} of ${file}`).toBe(row)
      }
    }
  }
  expect(new Set(Object.keys(troubles))).toEqual(told)
})

test.each(rows)(
  '%s has a title, a known code and something to do',
  (_id, { code, title, advice }) => {
    expect(failureKinds).toHaveProperty([code])
    expect(title).toMatch(/^\S.*[^.\s]$/u)
    for (const dial of ways) {
      const said = advice(dial)
      expect(said.length).toBeGreaterThan(0)
      for (const { say } of said) expect(say).toMatch(/[.:]$/)
      expect(new Set(said.map(({ say }) => say)).size).toBe(said.length)
    }
  },
)

test('what comes from a URI is a word of the command and nothing else', () => {
  const unquoted = commands
    .map(({ id, run }) => ({ id, rest: run.replaceAll(/'[^']*'|\\'/g, '') }))
    .filter(({ rest }) => /\$\(id\)|;id|it\b.s /.test(rest))
  expect(unquoted).toEqual([])
})

test('advice is found by the name of a row alone', () => {
  const [dial = dialOf('qemu:///system')] = ways
  expect(adviceOn('socket-missing', dial)).not.toEqual([])
  expect([null, 'toString', 'nosuch'].map((id) => adviceOn(id, dial))).toEqual([[], [], []])
})

test('on the way through SSH advice is about the login, or about the xend, whichever it is', () => {
  const dial = dialOf('http://old:8001/?via=ssh://kim@gate:2222')
  const commands = (id: string) => adviceOn(id, dial).map(({ run }) => run)
  expect(commands('tcp-refused').join()).toMatch(/sport = :2222/)
  expect(commands('ssh-refused').join()).toMatch(/kim@gate/)
  expect(commands('xend-far-port').join()).toMatch(/:8001/)
})
