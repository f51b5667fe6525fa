import { type IncomingHttpHeaders, request } from 'node:http'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
  json: unknown
}

export interface Asking {
  cookie?: string
  body?: unknown
  /** Over those that a page of the server itself would send; undefined leaves one out. */
  headers?: Record<string, string | undefined>
}

function headersOf(host: string, { cookie, body, headers }: Asking): Record<string, string> {
  const all = {
    origin: `http://${host}`,
    ...(cookie !== undefined && { cookie: `oirase=${cookie}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...headers,
  }
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** Asks a server as a browser on a page of it would, but for what a test says otherwise: fetch lets nobody set Host. */
export const asker =
  (port: number) =>
  (method: string, path: string, asking: Asking = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers = headersOf(`127.0.0.1:${port}`, asking)
      const options = { host: '127.0.0.1', port, method, path, headers, agent: false }
      const sent = request(options, async (response) => {
        const chunks: Buffer[] = []
        for await (const chunk of response) chunks.push(chunk)
        const body = Buffer.concat(chunks).toString()
        const isJson = response.headers['content-type']?.startsWith('application/json')
        const json = isJson ? JSON.parse(body) : null
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body, json })
      })
      sent.on('error', reject)
      sent.end(asking.body === undefined ? undefined : JSON.stringify(asking.body))
    })
