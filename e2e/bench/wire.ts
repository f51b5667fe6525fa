import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Bytes } from '../../lib/units.ts'

/** A way to a server on which every byte that it sends is counted: headers, bodies and frames, as compressed. */
export interface CountedWire {
  origin: string
  received(): Bytes
  end(): void
}

export async function countedWire(origin: string): Promise<CountedWire> {
  const { port, hostname } = new URL(origin)
  const open = new Set<Socket>()
  let received = 0
  const wire = createServer((near) => {
    const far = connect(Number(port), hostname)
    far.on('data', (chunk) => {
      received += chunk.length
    })
    near.pipe(far).pipe(near)
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        open.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
  })
  wire.listen(0, hostname)
  await once(wire, 'listening')
  return {
    origin: `http://${hostname}:${(wire.address() as AddressInfo).port}`,
    received: () => received,
    end: () => {
      wire.close()
      for (const socket of open) socket.destroy()
    },
  }
}
