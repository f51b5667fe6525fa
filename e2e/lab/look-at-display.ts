import { duplexPair } from 'node:stream'
import type { ReachedDisplay } from '../../lib/libvirt/reach-display.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import type { DisplayQuestion, Login } from '../../server/consoles/relay.ts'
import { relays } from '../../server/consoles/relays.ts'
import { take } from '../../server/consoles/take.ts'
import type { DisplayWire } from '../../server/drivers/driver.ts'
import { openFence } from '../../server/transport/address-fence.ts'
import { farDialFor } from '../../server/transport/far-dial.ts'
import { ownSurrounds } from '../../server/transport/surrounds.ts'
import type { DialPlan } from '../../server/transport/transport.ts'

type Kind = DisplayWire['kind']
const dialFar = farDialFor(ownSurrounds({ env: {}, fence: openFence }), {
  use: () => Promise.reject(new Error('no SSH here')),
})

/** Of a plan, for places that are dialled from here. */
const nothing: Omit<DialPlan, 'options'> = {
  ...{ transport: 'unix', host: null, port: 0, user: null, socket: null, remoteName: null },
}

/** What looks at a display as OpenConsole does, and gives these when asked. */
export function looking(
  dial: (tls: boolean | null) => ReachedDisplay,
  { kind = 'vnc', pki, password = null }: { kind?: Kind; pki: string; password?: string | null },
  answers: Login[] = [],
  types = true,
) {
  const ending = new AbortController()
  const { signal } = ending
  const asked: DisplayQuestion[] = []
  const plan = { ...nothing, options: { pkipath: pki } }
  const dialled: DisplayWire[] = []
  const redial = async (tls: boolean | null): Promise<DisplayWire> => {
    const place = dial(tls)
    const wire = await dialFar(plan, place, {
      signal,
      asker: unattended,
      progress: () => {},
    })
    const isPrivate = place.tls || place.meant === null
    const display = { kind, wire, isPrivate, password }
    dialled.push(display)
    return display
  }
  const [browser, page] = duplexPair()
  const read = (count: number) => take(page, count, AbortSignal.timeout(10_000))
  const ends = { redial, browser, mayType: () => types, signal }
  const opened = new Promise<Login | null>((resolve, reject) => {
    redial(null)
      .then((display) =>
        relays[kind].first({
          ...ends,
          display,
          opened: resolve,
          ask: async (question) => {
            asked.push(question)
            const answer = answers.shift()
            if (answer === undefined) throw new Error('nobody knows')
            return answer
          },
        }),
      )
      .catch(reject)
  })
  opened.catch(() => undefined)
  const stop = () => {
    ending.abort()
    for (const { wire } of dialled) wire.close()
  }
  const channel = async () => relays[kind].channel?.({ ...ends, display: await redial(null) })
  return { page, read, opened, asked, stop, channel }
}

export type Looking = ReturnType<typeof looking>

/** Its screen, as a page learns of it that greets as noVNC does. */
export async function screenOf(look: Looking) {
  const size = await enter(look)
  look.stop()
  return size
}

/** What it hears from now on, in hexadecimal. */
export function listen(page: Looking['page']): () => string {
  const pieces: Buffer[] = []
  page.on('data', (piece: Buffer) => pieces.push(piece))
  return () => Buffer.concat(pieces).toString('hex')
}

/** The same, and it goes on looking. */
export async function enter({ page, read, opened }: Looking) {
  await opened
  await read(12)
  page.write('RFB 003.008\n')
  await read(2)
  page.write(Buffer.of(1))
  await read(4)
  page.write(Buffer.of(1))
  const size = await read(4)
  return [size.readUInt16BE(0), size.readUInt16BE(2)]
}
