import { connect, type Socket } from 'node:net'

/** An answer as it came, in bytes (latin1). */
export interface RawAnswer {
  /** The first line, without its end. */
  line: string
  status: number
  /** By name as it was sent. */
  headers: Record<string, string>
  body: string
}

/** A connection on which bytes are sent as they are, and answers read by their length. */
export interface RawClient {
  send(text: string): void
  /** The next answer; rejects if the connection ends before, or nothing comes for `patience` ms. */
  answer(patience?: number): Promise<RawAnswer>
  /** Whether the other side has ended it within so many milliseconds. */
  endsWithin(span: number): Promise<boolean>
  close(): void
}

/** Opens a connection to `http://127.0.0.1:port/` or a socket's path. */
export async function rawClient(url: string): Promise<RawClient> {
  const socket = await dial(url)
  let text = ''
  let hasEnded = false
  let wake = () => {}
  const changed = (span: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, span)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  socket.setEncoding('latin1')
  socket.on('data', (chunk) => {
    text += String(chunk)
    wake()
  })
  for (const end of ['end', 'error', 'close']) {
    socket.on(end, () => {
      hasEnded = true
      wake()
    })
  }
  return {
    send: (bytes) => socket.write(Buffer.from(bytes, 'utf8')),
    answer: async (patience = 2_000) => {
      const until = Date.now() + patience
      for (;;) {
        const found = parse(text)
        if (found !== null) {
          text = text.slice(found.length)
          return found.answer
        }
        if (hasEnded || Date.now() >= until)
          throw new Error(`no answer, but ${JSON.stringify(text)}`)
        await changed(until - Date.now())
      }
    },
    endsWithin: async (span) => {
      const until = Date.now() + span
      while (!hasEnded && Date.now() < until) await changed(until - Date.now())
      return hasEnded
    },
    close: () => socket.destroy(),
  }
}

const dial = (url: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const port = /^http:\/\/127\.0\.0\.1:(\d+)\/$/.exec(url)?.[1]
    const socket = port === undefined ? connect(url) : connect(Number(port), '127.0.0.1')
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })

function parse(text: string): { answer: RawAnswer; length: number } | null {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return null
  const [line = '', ...lines] = text.slice(0, end).split('\r\n')
  const headers = Object.fromEntries(lines.map((one) => one.split(/: (.*)/s).slice(0, 2)))
  const length = Number(headers['Content-length'] ?? 0)
  if (text.length < end + 4 + length) return null
  const body = text.slice(end + 4, end + 4 + length)
  return {
    answer: { line, status: Number(line.split(' ')[1]), headers, body },
    length: end + 4 + length,
  }
}

/** The bytes that libvirt sent, from 0.1 to 2016. */
export function libvirtRequest(path: string, form?: string): string {
  const head = [
    `${form === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1`,
    'Host: localhost:8000',
    'Accept-Encoding: identity',
    'Content-Type: application/x-www-form-urlencoded',
    ...(form === undefined ? [] : [`Content-Length: ${Buffer.byteLength(form)}`]),
  ]
  return `${head.join('\r\n')}\r\n\r\n${form ?? ''}`
}

/** One request on a connection of its own. */
export async function ask(url: string, bytes: string): Promise<RawAnswer> {
  const client = await rawClient(url)
  try {
    client.send(bytes)
    return await client.answer()
  } finally {
    client.close()
  }
}
