import { afterEach, expect, test } from 'vitest'
import { drip, longest, mostMemory, openPeers, pour, type Talk, tried } from './hostile-peers.ts'

const peers = openPeers()
afterEach(() => peers.stop())

const tcp = (port: number) => `qemu+tcp://127.0.0.1:${port}/system`
const ssh = (port: number) => `qemu+ssh://somebody@127.0.0.1:${port}/system`
const line = Buffer.from(`${'Welcome. '.repeat(100)}\r\n`)

const hostile: Record<string, [uri: (port: number) => string, talk: Talk]> = {
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
    Object.entries(hostile).map(async ([name, [uri, talk]]) => ({
      name,
      ...(await tried('list', uri(await peers.portOf(talk)))),
    })),
  )
  for (const { name, code, err, memory, span } of outcomes) {
    expect(code, name).toBe(1)
    expect(err, name).toMatch(/^oirase list: \w/)
    expect(memory, name).toBeLessThan(mostMemory)
    expect(span, name).toBeLessThan(longest)
  }
})
