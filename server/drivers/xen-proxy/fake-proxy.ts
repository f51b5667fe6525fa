import { createServer, type Server, type Socket } from 'node:net'

export type Abi = 'x86_64' | 'i386'

export interface FakeGuest {
  id: number
  uuid: string
  name: string
  state: number
  /** KiB. */
  memory: number
  vcpus: number
  /** Nanoseconds. */
  cpuTime: number
  /** null: too long for a packet. */
  xml: string | null
}

export interface FakeProxy {
  guests: FakeGuest[]
  /** What it has been asked, by number. */
  readonly asked: number[]
  /** Hands out what the proxy would write; may cut it, delay it or put something else in its place. */
  say: (socket: Socket, bytes: Buffer) => void
  stop(): void
}

/** The proxy as libvirt 0.3.3 had it (proxy/libvirt_proxy.c), at an abstract name padded to the end of sun_path. */
export async function fakeProxy(name: string, abi: Abi): Promise<FakeProxy> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    let held = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      held = Buffer.concat([held, chunk])
      while (held.length >= 16 && held.length >= held.readUInt16LE(6)) {
        const length = held.readUInt16LE(6)
        const asked = Buffer.from(held.subarray(0, length))
        held = held.subarray(length)
        proxy.asked.push(asked.readUInt16LE(2))
        proxy.say(socket, answer(proxy.guests, asked, abi))
      }
    })
  })
  const proxy: FakeProxy = {
    guests: [],
    asked: [],
    say: (socket, bytes) => void socket.write(bytes),
    stop: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
  await new Promise<void>((resolve) => server.listen(`\0${name}`.padEnd(108, '\0'), resolve))
  return proxy
}

/** The request edited in place: its argument stays unless there is another. */
function answer(guests: readonly FakeGuest[], asked: Buffer, abi: Abi): Buffer {
  const id = asked.readInt32LE(8)
  const guest = guests.find((each) => each.id === id)
  const say = (argument: number, extra: Buffer = Buffer.alloc(0)) => {
    const head = Buffer.from(asked.subarray(0, 16))
    head.writeUInt16LE(16 + extra.length, 6)
    head.writeInt32LE(argument, 8)
    return Buffer.concat([head, extra])
  }
  switch (asked.readUInt16LE(2)) {
    case 0:
      return asked
    case 1:
      return say(3_001_000)
    case 2:
      return say(0, nodeBytes(abi))
    case 3:
      return say(guests.length, Buffer.from(Int32Array.from(guests, (each) => each.id).buffer))
    case 5:
      return guest === undefined ? say(-1) : say(id, namesOf(guest))
    case 9:
      return guest === undefined ? say(-1) : say(id, figuresOf(guest, abi))
    case 10:
      if (guest === undefined) return say(-1)
      return guest.xml === null ? say(-2) : say(0, Buffer.from(guest.xml))
    default:
      return say(0, Buffer.from('<capabilities/>'))
  }
}

const namesOf = ({ uuid, name }: FakeGuest): Buffer =>
  Buffer.concat([Buffer.from(uuid.replaceAll('-', ''), 'hex'), Buffer.from(`${name}\0`)])

function figuresOf({ state, memory, vcpus, cpuTime }: FakeGuest, abi: Abi): Buffer {
  const wide = abi === 'x86_64'
  const bytes = Buffer.alloc(wide ? 40 : 24)
  bytes.writeUInt8(state, 0)
  bytes.writeUInt32LE(memory, wide ? 8 : 4)
  bytes.writeUInt32LE(memory, wide ? 16 : 8)
  bytes.writeUInt16LE(vcpus, wide ? 24 : 12)
  bytes.writeBigUInt64LE(BigInt(cpuTime), wide ? 32 : 16)
  return bytes
}

function nodeBytes(abi: Abi): Buffer {
  const counts = abi === 'x86_64' ? 40 : 36
  const bytes = Buffer.alloc(counts + 24)
  bytes.write('x86_64', 0)
  bytes.writeUInt32LE(4_194_304, 32)
  for (const [at, count] of [4, 2400, 1, 1, 2, 2].entries())
    bytes.writeUInt32LE(count, counts + at * 4)
  return bytes
}
