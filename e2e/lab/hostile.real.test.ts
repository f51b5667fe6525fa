import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { compiledMain } from './compiled.ts'

/** What the command may hold in all, whoever it talks to: Node itself takes some 60 MiB. */
const mostMemory = 192 * 1024
/** No rung waits longer than this for its host. */
const longest = 35_000

const servers: Server[] = []
const sockets = new Set<Socket>()
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
  for (const socket of sockets) socket.destroy()
})

/** Writes without end, as fast as it is taken. */
function pour(socket: Socket, chunk: Buffer): void {
  const more = () => {
    while (socket.writable && socket.write(chunk));
  }
  socket.on('drain', more)
  more()
}

/** Writes a byte now and then, for ever. */
function drip(socket: Socket, byte: string): void {
  const timer = setInterval(() => socket.write(byte), 2_000)
  socket.on('close', () => clearInterval(timer))
}

async function portOf(talk: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => socket.destroy()))
    talk(socket)
  })
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}

interface Outcome {
  code: unknown
  err: string
  /** KiB it held at most. */
  memory: number
  span: number
}

const tellMemory =
  'data:text/javascript,process.on("exit",()=>console.error("MEMORY",process.resourceUsage().maxRSS))'

/** What the real command says of a URI whose port this peer has. */
async function tried(uri: (port: number) => string, talk: (socket: Socket) => void) {
  const args = ['--import', tellMemory, compiledMain(), 'list', uri(await portOf(talk))]
  const from = Date.now()
  return new Promise<Outcome>((resolve) => {
    execFile(process.execPath, args, { timeout: 2 * longest }, (failure, _out, err) => {
      const memory = Number(/MEMORY (\d+)/.exec(err)?.[1] ?? Number.NaN)
      const span = Date.now() - from
      resolve({ code: failure?.code ?? 0, err, memory, span })
    }).stdin?.end()
  })
}

const tcp = (port: number) => `qemu+tcp://127.0.0.1:${port}/system`
const ssh = (port: number) => `qemu+ssh://somebody@127.0.0.1:${port}/system`
const line = Buffer.from(`${'Welcome. '.repeat(100)}\r\n`)

const peers: Record<string, [uri: (port: number) => string, talk: (socket: Socket) => void]> = {
  'SSH: a banner without end': [ssh, (socket) => pour(socket, line)],
  'SSH: a line without end': [ssh, (socket) => pour(socket, Buffer.alloc(65_536, 'x'))],
  'SSH: a greeting byte by byte': [ssh, (socket) => drip(socket, 'S')],
  'SSH: a packet of 4 GiB': [
    ssh,
    (socket) => {
      socket.write('SSH-2.0-OpenSSH_9.2p1\r\n')
      pour(socket, Buffer.alloc(65_536, 0xff))
    },
  ],
  'RPC: bytes without end': [tcp, (socket) => pour(socket, Buffer.alloc(65_536, 0xff))],
  'RPC: a frame as large as one may be, byte by byte': [
    tcp,
    (socket) => {
      socket.write(Buffer.from([2, 0, 0, 0]))
      drip(socket, '\0')
    },
  ],
  'RPC: frames without end that answer nothing': [
    tcp,
    (socket) => {
      const frame = Buffer.alloc(28)
      for (const [at, word] of [28, 0x20008086, 1, 66, 1, 7, 0].entries()) {
        frame.writeUInt32BE(word, at * 4)
      }
      pour(socket, Buffer.concat(Array.from({ length: 1_000 }, () => frame)))
    },
  ],
  silence: [tcp, () => {}],
}

test('whoever answers in a host’s place, the command ends with its reason and within its bounds', async () => {
  const outcomes = await Promise.all(
    Object.entries(peers).map(async ([name, [uri, talk]]) => ({
      name,
      ...(await tried(uri, talk)),
    })),
  )
  for (const { name, code, err, memory, span } of outcomes) {
    expect(code, name).toBe(1)
    expect(err, name).toMatch(/^oirase list: \w/)
    expect(memory, name).toBeLessThan(mostMemory)
    expect(span, name).toBeLessThan(longest)
  }
})
