import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Confined } from './files.ts'

let top = ''
let files = new Confined([])

beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'oirase-files-'))
  for (const folder of ['worlds', 'worlds-too', 'secret']) await mkdir(join(top, folder))
  await writeFile(join(top, 'worlds/a.xml'), '<a/>')
  await writeFile(join(top, 'worlds-too/b.xml'), '<b/>')
  await writeFile(join(top, 'secret/c.xml'), '<c/>')
  await writeFile(join(top, 'worlds/latin.xml'), Buffer.from([0x3c, 0xe9, 0x2f, 0x3e]))
  await symlink('a.xml', join(top, 'worlds/link.xml'))
  await symlink('../secret/c.xml', join(top, 'worlds/out.xml'))
  await symlink('../secret', join(top, 'worlds/outside'))
  spawnSync('mkfifo', [join(top, 'worlds/pipe.xml')])
  files = new Confined([join(top, 'worlds')])
})

afterAll(() => rm(top, { recursive: true }))

const read = (path: string, most = 100) => files.read(join(top, path), most)

test('a file of the folder is read, by a link within it too', async () => {
  expect(await read('worlds/a.xml')).toEqual({ path: join(top, 'worlds/a.xml'), text: '<a/>' })
  expect(await read('worlds/link.xml')).toEqual({ path: join(top, 'worlds/a.xml'), text: '<a/>' })
})

test.each([
  'secret/c.xml',
  'secret/nosuch.xml',
  'worlds/../secret/c.xml',
  'worlds-too/b.xml',
  'worlds/out.xml',
  'worlds/outside/c.xml',
  'worlds',
])('%s is outside and refused', async (path) => {
  await expect(read(path)).rejects.toMatchObject({ code: 'uri.forbidden' })
})

test.each(['worlds/nosuch.xml', 'worlds/a.xml/b', 'worlds/pipe.xml'])(
  '%s is no file that can be read',
  async (path) => {
    const detail = `XML error: failed to parse xml document '${join(top, path)}'`
    await expect(read(path)).rejects.toMatchObject({ code: 'uri.refused', detail })
  },
)

test('a file that is too long or not UTF-8 is refused', async () => {
  await expect(read('worlds/a.xml', 3)).rejects.toMatchObject({
    detail: `XML error: '${join(top, 'worlds/a.xml')}' is longer than 3 bytes`,
  })
  await expect(read('worlds/latin.xml')).rejects.toMatchObject({
    detail: `XML error: '${join(top, 'worlds/latin.xml')}' is not UTF-8`,
  })
})

test('without folders nothing can be read', async () => {
  const none = new Confined([])
  await expect(none.read(join(top, 'worlds/a.xml'), 100)).rejects.toMatchObject({
    code: 'uri.forbidden',
  })
})
