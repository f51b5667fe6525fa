import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { AccountName } from './accounts.ts'
import { type Lab, startLab } from './lab.ts'
import { type Laptop, laptopOf } from './laptop.ts'

const canary = '/home/keyed/canary'
const sing = `touch ${canary}`
/** What a shell would make of a word that reached it bare, between single quotes, or between double ones. */
const songs = {
  'a command behind a semicolon': `;${sing};`,
  'a substitution': `$(${sing})`,
  backquotes: `\`${sing}\``,
  'a quote that ends the quoting': `';${sing};'`,
  'two levels of it': `'\\'';${sing};'\\''`,
  'double quotes': `";${sing};"`,
  'a new line': `x\n${sing}\n`,
  'a pipe and a background': `|${sing}&`,
}
const quoted = encodeURIComponent

describe.skipIf(inject('labSkipped') !== null)('nothing that a URI says becomes a command', () => {
  let lab: Lab<'laptop' | 'a'>
  let laptop: Laptop
  beforeAll(async () => {
    lab = await startLab({ laptop: { daemon: 'none' }, a: {} })
    laptop = await laptopOf(lab, 'laptop')
  })
  afterAll(() => lab.stop())

  /** Where the canary has sung. */
  const sung = () =>
    Object.values(lab.hosts)
      .map(({ machine }) => path.join(machine.folder, canary.slice(1)))
      .filter(existsSync)

  const tried = async (uri: string) => {
    const { code, err } = await laptop.oirase(['list', uri])
    expect(sung()).toEqual([])
    return { code, err }
  }
  const login = (user: AccountName, query: string, to = '/system') =>
    `qemu+ssh://${user}@${lab.hosts.a.address}${to}?${query}`

  test('the canary sings when it is told to', async () => {
    const uri = `qemu+ssh://keyed@${lab.hosts.a.address}/system`
    await laptop.virsh(['-c', `${uri}?proxy=netcat&socket=${quoted(`/x;${sing};`)}`, 'list'])
    expect(sung()).toHaveLength(1)
    for (const file of sung()) rmSync(file)
  })

  test.each(Object.entries(songs))('%s', async (_name, song) => {
    const words = await Promise.all(
      [
        login('closed', `proxy=netcat&netcat=${quoted(song)}`),
        login('closed', `netcat=${quoted(`nc${song}`)}`),
        login('closed', `proxy=netcat&socket=${quoted(`/x${song}`)}`),
        login('keyed', `socket=${quoted(`/x${song}`)}`),
        login('keyed', `proxy=native&name=${quoted(`qemu:///system${song}`)}`),
        login('keyed', `keyfile=${quoted(`/root/${song}`)}`),
      ].map(tried),
    )
    expect(words.every(({ code }) => code === 1)).toBe(true)
    // the far shell was handed it as the one word that it is, or it never left
    const whole = song.includes('\n') ? 'a control character' : `exec: ${song}: not found`
    expect(words[0]?.err).toContain(whole)
  })

  test.each(['ssh', 'libssh', 'libssh2'])(
    'an option in place of a host or a user, by %s',
    async (by) => {
      const option = quoted(`-oProxyCommand=${sing}`)
      for (const server of [option, `${option}@${lab.hosts.a.address}`, `keyed@-w`]) {
        const { code, err } = await tried(`qemu+${by}://${server}/system`)
        expect(code).toBe(1)
        expect(err).not.toBe('')
      }
    },
  )
})
