import type { Socket } from 'node:net'
import { drip, pour } from '../hostile-peers.ts'

/** What somebody does with a request that was meant for a xend. */
export type Misbehaviour = (socket: Socket) => void

const head = (...lines: readonly string[]): string =>
  ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n')
const list = '((domain (domid 0) (name Domain-0) (memory 512) (vcpus 1)))'

/** Everything that was ever seen, or could be, where a xend should answer; each to one request on one connection. */
export const misbehaviours = {
  'a web page': (socket) => {
    const page = '<!DOCTYPE html><title>Welcome</title>'
    socket.end(head(`Content-Length: ${page.length}`, 'Content-Type: text/html') + page)
  },
  '500 without a body': (socket) =>
    socket.end('HTTP/1.1 500 Internal server error\r\nContent-length: 0\r\n\r\n'),
  'a redirect to itself': (socket) => {
    const where = 'http://localhost:8000/xend/node'
    socket.end(`HTTP/1.1 302 Found\r\nLocation: ${where}\r\nContent-length: 0\r\n\r\n`)
  },
  'a body without end': (socket) => {
    socket.write(head('Content-type: application/sxp'))
    pour(socket, Buffer.alloc(65_536, '('))
  },
  'a body without end, byte by byte': (socket) => {
    socket.write(head())
    drip(socket, '(')
  },
  'half a body': (socket) =>
    socket.end(head(`Content-length: ${list.length}`) + list.slice(0, list.length / 2)),
  'a Content-Length too long': (socket) =>
    socket.write(head(`Content-length: ${list.length + 1}`) + list),
  'a Content-Length too short': (socket) =>
    socket.write(head(`Content-length: ${list.length - 1}`) + list),
  'a hang in the middle': (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-len'),
  'nothing at all': () => {},
  'the end': (socket) => socket.end(),
  'garbage before the status line': (socket) => socket.write(`\0\x1b[2J\r\n${head()}`),
  '100 MB of headers': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n')
    pour(socket, Buffer.from(`X-Filler: ${'x'.repeat(4_000)}\r\n`))
  },
} as const satisfies Record<string, Misbehaviour>

export type MisbehaviourName = keyof typeof misbehaviours
export const misbehaviourNames = Object.keys(misbehaviours) as readonly MisbehaviourName[]
