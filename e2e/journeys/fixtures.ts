import { copyFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type APIRequestContext, test as base, expect, type Page } from '@playwright/test'
import { root } from '../root.ts'
import { type OwnServer, startServer } from './server.ts'

export const administrator = { name: 'mika', password: 'stream over mossy rocks' }

/** Makes the administrator of a server that nobody has signed in to yet, by its printed link. */
export async function claimFirst({ link, origin }: OwnServer) {
  const token = link?.split('#claim=')[1]
  const made = await fetch(`${origin}/api/session/claim`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ token, ...administrator }),
  })
  if (!made.ok) throw new Error(`no administrator: ${await made.text()}`)
}

/** Signs in over HTTP as the page would, so that the context's cookies are those of a person. */
export async function signIn(request: APIRequestContext, origin: string, who = administrator) {
  const answer = await request.post(`${origin}/api/session`, { data: who, headers: { origin } })
  expect(answer.status(), await answer.text()).toBe(200)
}

/** What an administrator does by the API where a journey is about something else. */
export class Api {
  readonly #request: APIRequestContext
  readonly #origin: string
  readonly #worlds: string
  static async signedIn(request: APIRequestContext, server: OwnServer): Promise<Api> {
    await signIn(request, server.origin)
    return new Api(request, server)
  }
  constructor(request: APIRequestContext, { origin, worlds }: OwnServer) {
    this.#request = request
    this.#origin = origin
    this.#worlds = worlds
  }
  async #send(method: 'get' | 'post' | 'put' | 'delete', path: string, data?: unknown) {
    const answer = await this.#request[method](`${this.#origin}/api${path}`, {
      headers: { origin: this.#origin },
      ...(data === undefined ? {} : { data }),
    })
    expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true)
    return answer.json()
  }
  get = (path: string) => this.#send('get', path)
  post = (path: string, data: unknown = {}) => this.#send('post', path, data)
  put = (path: string, data: unknown) => this.#send('put', path, data)
  remove = (path: string) => this.#send('delete', path)
  /** Opens a URI and resolves to the connection's id once it is open. */
  async open(uri: string, more: Record<string, unknown> = {}): Promise<string> {
    const { id } = await this.post('/connections', { uri, ...more })
    await expect
      .poll(
        async () =>
          (await this.get('/connections')).find((row: { id: string }) => row.id === id)?.state
            .phase,
      )
      .toBe('open')
    return id
  }
  /** Opens a host with the machines of `worldOf`; it is this test's alone. */
  async openWorld(world: string, more: Record<string, unknown> = {}): Promise<string> {
    const file = this.#freshFile()
    await writeFile(file, world)
    return this.open(`test://${file}`, more)
  }
  /** Opens a copy of the showcase, so that what one test does to it no other sees. */
  async openShowcase(): Promise<string> {
    const file = this.#freshFile()
    await copyFile(path.join(root, 'server/drivers/test/worlds/showcase.xml'), file)
    return this.open(`test://${file}`, { name: 'showcase' })
  }
  #freshFile = () => path.join(this.#worlds, `world-${++worldsMade}.xml`)
}

let worldsMade = 0

interface WorkerFixtures {
  server: OwnServer
}
interface TestFixtures {
  /** A page signed in as the administrator. Every test begins without connections. */
  page: Page
  api: Api
}

/** One server a worker; the administrator is made once, connections and history are cleared before each test. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      const server = await startServer()
      await claimFirst(server)
      await use(server)
      await server.remove()
    },
    { scope: 'worker' },
  ],
  api: async ({ context, server }, use) => {
    const api = await Api.signedIn(context.request, server)
    for (const { id } of await api.get('/connections')) await api.remove(`/connections/${id}`)
    for (const { id } of await api.get('/history')) await api.remove(`/history/${id}`)
    await use(api)
  },
  page: async ({ page, api, server }, use) => {
    void api
    page.on('pageerror', (error) => {
      throw error
    })
    await page.goto(server.origin)
    await use(page)
  },
  baseURL: async ({ server }, use) => use(server.origin),
})

export { expect }
