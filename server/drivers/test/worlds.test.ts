import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { FakeClock } from '../../../lib/fake-clock.ts'
import { act } from './actions.ts'
import { domain, node, rowOf } from './test-world.ts'
import { Worlds } from './worlds.ts'

const folder = await mkdtemp(join(tmpdir(), 'oirase-shared-'))
const file = join(folder, 'world.xml')
await symlink('world.xml', join(folder, 'link.xml'))
afterAll(() => rm(folder, { recursive: true }))

const clock = new FakeClock()
let worlds = new Worlds({ clock, hostname: 'here', folders: [] })
beforeEach(async () => {
  worlds = new Worlds({ clock, hostname: 'here', folders: [folder] })
  await writeFile(file, node(domain('a')))
})

test('the default world is one, whoever opens it', async () => {
  const [mine, yours] = await Promise.all([worlds.openDefault(), worlds.openDefault()])
  expect(mine.world).toBe(yours.world)
})

test('a file’s world is one, by whichever path it is opened', async () => {
  const [mine, yours] = [
    await worlds.openFile(file),
    await worlds.openFile(join(folder, 'link.xml')),
  ]
  expect(mine.world).toBe(yours.world)
  expect(mine.world).not.toBe((await worlds.openDefault()).world)
})

test('a world lasts until the last one closes it, and begins anew after that', async () => {
  const [mine, yours] = [await worlds.openFile(file), await worlds.openFile(file)]
  act(mine.world, rowOf(mine.world, 'a').uuid, 'destroy')
  mine.release()
  mine.release()
  const third = await worlds.openFile(file)
  expect(rowOf(third.world, 'a').state).toBe('shutoff')
  yours.release()
  third.release()
  await writeFile(file, node(domain('a') + domain('b')))
  const anew = await worlds.openFile(file)
  expect(anew.world.rows().map(({ name, state }) => `${name} ${state}`)).toEqual([
    'a running',
    'b running',
  ])
})

test('a file that could not be read is read again at the next opening', async () => {
  await writeFile(file, '<node')
  const [one, other] = [worlds.openFile(file), worlds.openFile(file)]
  await expect(one).rejects.toMatchObject({ code: 'uri.refused' })
  await expect(other).rejects.toMatchObject({ code: 'uri.refused' })
  await writeFile(file, node(domain('a')))
  expect((await worlds.openFile(file)).world.rows()).toHaveLength(1)
})
