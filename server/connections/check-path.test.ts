import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { whyNotFile, whyNotSocket } from './check-path.ts'

let folder: string
const servers: ReturnType<typeof createServer>[] = []
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'oirase-path-'))
  await mkdir(path.join(folder, 'libvirt'))
  for (const name of ['libvirt-sock', 'virtnodedevd-sock']) await listen(`libvirt/${name}`)
  await writeFile(path.join(folder, 'plain'), '')
})
afterAll(async () => {
  for (const server of servers) server.close()
  await rm(folder, { recursive: true })
})

async function listen(name: string): Promise<void> {
  const server = createServer()
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(path.join(folder, name), resolve))
}
const socketTrouble = async (name: string) =>
  (await whyNotSocket(path.join(folder, name)))?.trouble ?? null
const fileTrouble = async (name: string) =>
  (await whyNotFile(path.join(folder, name)))?.trouble ?? null

/** Root may look anywhere: what others may is tried as somebody else. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  process.seteuid?.(65_534)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
  }
}

test('a socket that is there and may be used has nothing wrong with it', async () => {
  expect(await socketTrouble('libvirt/libvirt-sock')).toBeNull()
  expect(await whyNotSocket('@abstract')).toBeNull()
})

test('one that is missing is told from one whose daemon is another', async () => {
  expect(await socketTrouble('mine/sock')).toBe('socket-missing')
  expect(await socketTrouble('libvirt/mine')).toBe('socket-missing')
  const other = await whyNotSocket(path.join(folder, 'libvirt/virtqemud-sock'))
  expect(other).toMatchObject({
    trouble: 'socket-other-daemon',
    detail: expect.stringMatching(/in the same folder libvirt-sock\.$/),
  })
})

test('a file or a folder is no socket, and a folder no file', async () => {
  expect(await socketTrouble('plain')).toBe('socket-no-socket')
  expect(await socketTrouble('libvirt')).toBe('socket-no-socket')
  expect(await fileTrouble('plain')).toBeNull()
  expect(await fileTrouble('libvirt')).toBe('world-no-file')
  expect(await fileTrouble('plain/x')).toBe('world-missing')
})

test.runIf(process.getuid?.() === 0)('what lies in a folder closed to us is hidden', async () => {
  expect(await asNobody(() => socketTrouble('closed'))).toBe('socket-hidden')
  expect(await asNobody(() => fileTrouble('plain'))).toBe('world-denied')
})
