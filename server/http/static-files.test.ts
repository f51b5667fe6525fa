import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStaticFiles } from './static-files.ts'

const code = 'console.log("the same line"); '.repeat(20)
let folder: string
let server: Server

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'oirase-static-'))
  await mkdir(path.join(folder, 'chunks'))
  const write = (name: string, bytes: string | Buffer) => writeFile(path.join(folder, name), bytes)
  await write('chunks/a.js', code)
  await write('chunks/a.js.br', brotliCompressSync(code))
  await write('chunks/a.js.gz', gzipSync(code))
  await write('font.woff2', 'letters')
  await write('secret.env', 'hidden')
  const files = openStaticFiles(folder)
  server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (!(await files(request, response, url))) response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

const ask = (name: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${name}`, init)
const taking = (codings: string) =>
  ask('/_next/static/chunks/a.js', {
    headers: { 'accept-encoding': codings },
  })

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate', 'gzip'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['identity', null],
])('a browser that takes %s gets it as %s, and for good', async (codings, coding) => {
  const answer = await taking(codings)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-encoding')).toBe(coding)
  expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(answer.headers.get('cache-control')).toContain('immutable')
  expect(answer.headers.get('vary')).toBe('Accept-Encoding')
  expect(await answer.text()).toBe(code)
})

test('what is compressed already is sent as it is', async () => {
  const answer = await ask('/_next/static/font.woff2')
  expect(answer.headers.get('content-encoding')).toBeNull()
  expect(await answer.text()).toBe('letters')
})

test('who only asks about it gets its head', async () => {
  const answer = await ask('/_next/static/chunks/a.js', { method: 'HEAD' })
  expect([answer.status, await answer.text()]).toEqual([200, ''])
})

test.each([
  '/_next/static/chunks/b.js',
  '/_next/static/chunks/a.js.br',
  '/_next/static/secret.env',
  '/_next/static/..%2fchunks/a.js',
  '/_next/staticchunks/a.js',
  '/chunks/a.js',
  '/_next/static',
])('%s is not its affair', async (name) => {
  expect((await ask(name)).status).toBe(404)
})
