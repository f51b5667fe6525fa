import { type Duplex, duplexPair } from 'node:stream'
import type { ShownDisplay } from '../../lib/libvirt/consoles.ts'
import type { DisplayWire } from '../drivers/driver.ts'

interface FakeDisplayOptions extends Partial<Pick<DisplayWire, 'isPrivate' | 'password'>> {
  kind?: ShownDisplay
}

/** A display’s wire, and the other end of it; TLS there is none of, but what was asked of it. */
export interface FakeDisplay {
  display: DisplayWire
  host: Duplex
  seals: string[]
}

export function fakeDisplay(options: FakeDisplayOptions = {}): FakeDisplay {
  const { kind = 'vnc', isPrivate = true, password = null } = options
  const [stream, host] = duplexPair()
  // a display that hangs up does so for both directions
  host.once('close', () => stream.destroy())
  host.on('error', () => {})
  const seals: string[] = []
  const wire = {
    stream,
    close: () => {
      stream.destroy()
      host.destroy()
    },
    secure: async (seal: string) => {
      seals.push(seal)
      return stream
    },
  }
  return { display: { kind, isPrivate, password, wire }, host, seals }
}
