import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dialUnix } from './unix.ts'

const never = new AbortController().signal
let folder: string
const servers: Server[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dial-'))
})
afterAll(async () => {
  for (const server of servers) server.close()
  await rm(folder, { recursive: true })
})

/** A server at `path` that says `hello` to who comes. */
async function serve(path: string): Promise<void> {
  const server = createServer((socket) => socket.on('error', () => {}).write('hello'))
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(path, resolve))
}

async function firstBytes(path: string): Promise<string> {
  const wire = await dialUnix(path, never)
  try {
    for await (const bytes of wire.stream) return String(bytes)
    return ''
  } finally {
    wire.close()
  }
}

const failure = async (path: string, signal = never) =>
  dialUnix(path, signal).then(
    () => null,
    (cause: { code: string; detail: string }) => [cause.code, cause.detail],
  )

test('a socket in the file system is dialled', async () => {
  const path = join(folder, 'sock')
  await serve(path)
  expect(await firstBytes(path)).toBe('hello')
})

test.runIf(process.platform === 'linux')('a leading @ names an abstract socket', async () => {
  const name = `dial-test-${process.pid}`
  await serve(`\0${name}`)
  expect(await firstBytes(`@${name}`)).toBe('hello')
})

test('no socket there is told in libvirt’s own sentence', async () => {
  const path = join(folder, 'missing')
  expect(await failure(path)).toEqual([
    'host.unreachable',
    `Failed to connect socket to '${path}': No such file or directory`,
  ])
})

test('a plain file, or a socket nobody listens at, is refused', async () => {
  const path = join(folder, 'file')
  await writeFile(path, '')
  expect(await failure(path)).toEqual([
    'host.unreachable',
    `Failed to connect socket to '${path}': Connection refused`,
  ])
})

test('an absent abstract socket is refused too', async () => {
  expect((await failure('@no-such-socket'))?.[0]).toBe('host.unreachable')
})

test('a socket we may not use is host.denied', async () => {
  const path = join(folder, 'closed')
  await serve(path)
  await chmod(path, 0)
  expect(await asNobody(() => failure(path))).toEqual([
    'host.denied',
    `Failed to connect socket to '${path}': Permission denied`,
  ])
})

/** Modes do not bind root: there, for a moment, we are nobody. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work()
  process.seteuid?.(65_534)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
  }
}

test('each way it fails is a known trouble', async () => {
  const troubleAt = async (path: string) =>
    dialUnix(path, never).catch(({ trouble }: { trouble: string }) => trouble)
  expect(await troubleAt(join(folder, 'missing'))).toBe('socket-missing')
  expect(await troubleAt(join(folder, 'file'))).toBe('socket-stale')
  expect(await troubleAt('@no-such-socket')).toBe('socket-abstract')
  expect(await troubleAt('@')).toBe('socket-name')
})

test.each(['', `/${'x'.repeat(107)}`, '/tmp/a\0b', '@'])('the path %j is refused', async (path) => {
  expect((await failure(path))?.[0]).toBe('uri.refused')
})

test('who has given up before gets its own reason', async () => {
  const reason = new Error('enough')
  await expect(dialUnix(join(folder, 'sock'), AbortSignal.abort(reason))).rejects.toBe(reason)
})
