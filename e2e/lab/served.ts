import { WebSocket } from 'ws'
import { startServer } from '../journeys/server.ts'
import { compiledMain } from './compiled.ts'
import { openTab, type Tab } from './tab.ts'

const administrator = { name: 'mika', password: 'stream over mossy rocks' }

/** The server as it runs for people, an administrator, and one tab of theirs. */
export interface Served {
  readonly tab: Tab
  /** Of the server's process. */
  readonly pid: number
  /** Asks the API; rejects with the words of an answer that is no success. */
  api(method: string, path: string, body?: unknown): Promise<unknown>
  /** Saves and opens a connection and watches it; returns its id at once. */
  open(uri: string): Promise<string>
  /** A picture of a domain's screen, as pages ask for it. */
  get(path: string): Promise<Response>
  anotherTab(): Promise<Tab>
  /** A socket of the administrator's browser. */
  socket(path: string, protocols: string[]): WebSocket
  stop(): Promise<void>
}

/** Starts it with a HOME, in which it looks for keys and known hosts. */
export async function serve(home: string): Promise<Served> {
  const env = { HOME: home, SSH_AUTH_SOCK: '', XDG_CONFIG_HOME: '' }
  const server = await startServer(env, undefined, compiledMain())
  const { origin } = server
  let cookie = ''
  const call = async (method: string, path: string, body?: unknown) => {
    const headers = { origin, cookie, 'content-type': 'application/json' }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const answer = await fetch(origin + path, { method, headers, ...sent })
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
    return answer
  }
  const api = async (method: string, path: string, body?: unknown) => {
    const text = await (await call(method, `/api${path}`, body)).text()
    return text === '' ? null : JSON.parse(text)
  }
  const token = server.link?.split('#claim=')[1]
  const signedIn = await call('POST', '/api/session/claim', { token, ...administrator })
  cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const tab = await openTab(origin, cookie)
  return {
    tab,
    pid: server.pid,
    api,
    get: (path) => call('GET', path),
    open: async (uri) => {
      const { id } = await api('POST', '/connections', { uri })
      tab.watch(id)
      return id
    },
    anotherTab: () => openTab(origin, cookie),
    socket: (path, protocols) =>
      new WebSocket(origin.replace('http', 'ws') + path, protocols, {
        origin,
        headers: { cookie },
      }),
    stop: async () => {
      tab.close()
      await server.remove()
    },
  }
}
