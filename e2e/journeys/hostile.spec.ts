import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from './fixtures.ts'
import { startServer } from './server.ts'

let folder: string
const servers: Server[] = []
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'oirase-hostile-'))
})
test.afterEach(async () => {
  for (const server of servers.splice(0)) server.close()
  await rm(folder, { recursive: true, force: true })
})

/** A socket that answers what it is sent by something else than libvirt's protocol. */
async function listen(answer: (socket: Socket) => void): Promise<string> {
  const file = path.join(folder, 'libvirt-sock')
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    answer(socket)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(file, resolve))
  return `qemu+unix:///system?socket=${file}`
}

const frame = (length: number, rest: string) => {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(length)
  return Buffer.concat([head, Buffer.from(rest, 'hex')])
}

const peers: [string, (socket: Socket) => void, RegExp][] = [
  [
    'speaks another protocol',
    (socket) => socket.on('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'.repeat(9))),
    /does not speak libvirt/,
  ],
  [
    'sends a frame larger than any',
    (socket) => socket.on('data', () => socket.write(frame(0x7fffffff, '20008086'))),
    /does not speak libvirt/,
  ],
  [
    'stops in the middle of a frame and closes',
    (socket) => socket.once('data', () => socket.end(frame(64, '200080860000000100000042'))),
    /lost|closed|not speak/i,
  ],
  ['closes at once', (socket) => socket.end(), /lost|closed|reached/i],
]

for (const [what, answer, says] of peers) {
  test(`a socket whose peer ${what} is named as such, and the server lives`, async ({
    page,
    api,
  }) => {
    const uri = await listen(answer)
    await page.goto(`/connect?uri=${encodeURIComponent(uri)}`)
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    const ladder = page.getByRole('region', { name: 'Connection test' })
    await expect(ladder.getByText(says).first()).toBeVisible()
    await api.open('test:///default')
  })
}

test('a daemon that never answers is given up on, with a sentence', async ({ page }) => {
  const uri = await listen(() => undefined)
  await page.goto(`/connect?uri=${encodeURIComponent(uri)}`)
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  const ladder = page.getByRole('region', { name: 'Connection test' })
  await expect(ladder.getByText(/did not answer in time/).first()).toBeVisible({ timeout: 45_000 })
})

test('a machine whose name is markup is text', async ({ page, browser }) => {
  const name = '<img src=x onerror="document.title=1">'
  const escaped = name.replaceAll('<', '&lt;').replaceAll('"', '&quot;')
  await writeFile(
    path.join(folder, 'world.xml'),
    `<node><domain type='test'><name>${escaped}</name><memory unit='KiB'>1024</memory><os><type>hvm</type></os></domain></node>`,
  )
  const own = await startServer({ OIRASE_WORLDS: folder })
  const context = await browser.newContext()
  const token = own.link?.split('#claim=')[1]
  const headers = { origin: own.origin }
  const person = { name: 'a', password: 'long enough to do' }
  await context.request.post(`${own.origin}/api/session/claim`, {
    headers,
    data: { token, ...person },
  })
  await context.request.post(`${own.origin}/api/connections`, {
    headers,
    data: { uri: `test://${path.join(folder, 'world.xml')}` },
  })
  const theirs = await context.newPage()
  await theirs.goto(own.origin)
  await expect(theirs.getByText(name).first()).toBeVisible()
  await expect(theirs).not.toHaveTitle('1')
  await expect(theirs.locator('img[src="x"]')).toHaveCount(0)
  await context.close()
  await own.remove()
  void page
})

test('a websocket from another site is refused, and so is one without a session', async ({
  api,
  context,
  server,
}) => {
  void api
  const cookies = await context.cookies(server.origin)
  const cookie = cookies.map((each) => `${each.name}=${each.value}`).join('; ')
  const upgrade = async (headers: Record<string, string>) => {
    const { request } = await import('node:http')
    return new Promise<number>((resolve, reject) => {
      const asked = request(`${server.origin}/api/live`, {
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
          ...headers,
        },
      })
      asked.on('upgrade', (answer, socket) => {
        socket.destroy()
        resolve(answer.statusCode ?? 0)
      })
      asked.on('response', (answer) => resolve(answer.statusCode ?? 0))
      asked.on('error', reject)
      asked.end()
    })
  }
  expect(await upgrade({ origin: server.origin, cookie })).toBe(101)
  expect(await upgrade({ origin: 'https://elsewhere.example', cookie })).toBe(403)
  expect(await upgrade({ cookie })).toBe(403)
  expect(await upgrade({ origin: server.origin })).toBe(401)
})
