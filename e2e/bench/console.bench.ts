import { WebSocket } from 'ws'
import { ticketProtocol } from '../../lib/contract/console-protocols.ts'
import type { Admission } from '../../lib/contract/consoles.ts'
import { paths } from '../../lib/paths.ts'
import { upMessage } from '../lab/linux-guest.ts'
import { display, lookInto, serial } from '../lab/look-into.ts'
import { type Served, serve } from '../lab/served.ts'
import { type DisplayDouble, side, startDouble } from './display-double.ts'
import { absolutely, median, printFigure } from './figure.ts'
import { residentOf } from './process-cost.ts'
import { runScreened } from './screened-guest.ts'
import { sleep, withLab } from './stage.ts'
import { VncEye } from './vnc-eye.ts'
import { startWebsockify } from './websockify.ts'

const rounds = 5
/** Of each, that count for nothing: code is compiled, and heaps grow. */
const warmUps = 1
const pressesARound = 60
const warmUp = 500
const countedFor = 3_000

const { one } = absolutely('console')

/** The ways to the same display: through the product and through websockify. */
interface Ways {
  ours(): Promise<VncEye>
  theirs(): Promise<VncEye>
}

function waysOf(served: Served, connection: string, domain: string, url: string): Ways {
  return {
    ours: async () => {
      const asked = `/connections/${connection}/domains/${domain}/consoles/open`
      const admission = await served.api('POST', asked, { choice: display(0) })
      const { console, ticket } = admission as Admission
      const protocols = ['oirase.console', ticketProtocol(ticket)]
      return VncEye.open(served.socket(paths.consoleSocket(console), protocols))
    },
    theirs: async () => VncEye.open(new WebSocket(url, 'binary')),
  }
}

type Measure = (eye: VncEye) => Promise<number[]>

/** Ours and theirs in turns. */
async function inTurns({ ours, theirs }: Ways, measure: Measure) {
  const took = { ours: [] as number[], theirs: [] as number[] }
  for (let round = 0; round < warmUps + rounds; round += 1) {
    for (const [whose, open] of [
      ['ours', ours],
      ['theirs', theirs],
    ] as const) {
      const eye = await open()
      const measured = await measure(eye)
      if (round >= warmUps) took[whose].push(...measured)
      eye.close()
      await sleep(200)
    }
  }
  return { ours: median(took.ours), theirs: median(took.theirs) }
}

/** Megabytes a second, while `drive` keeps the display busy. */
const rate =
  (drive: (eye: VncEye, until: number) => Promise<void>): Measure =>
  async (eye) => {
    await drive(eye, performance.now() + warmUp)
    const [began, before] = [performance.now(), eye.received]
    await drive(eye, began + countedFor)
    return [(eye.received - before) / 1e3 / (performance.now() - began)]
  }

/** Whole pictures, always one ahead. */
const pictures = rate(async (eye, until) => {
  let asked = eye.received
  while (performance.now() < until) {
    while (asked < eye.received + 2 * eye.pictureSize) {
      eye.ask(false)
      asked += eye.pictureSize
    }
    await eye.changed()
  }
})

/** ms from a key to the picture that shows it. */
const keys: Measure = async (eye) => {
  const took: number[] = []
  for (let count = 0; count < pressesARound; count += 1) {
    let before = -1
    while (eye.received !== before) {
      before = eye.received
      // what was wished for is spent on what changes by itself
      eye.ask(true)
      await sleep(20 + Math.random() * 40)
    }
    took.push(await eye.press('a'.charCodeAt(0)))
  }
  return took
}

async function compare(of: string, ways: Ways): Promise<void> {
  const rates = await inTurns(ways, pictures)
  printFigure({
    ...{ bench: 'console', figure: `${of}: carried`, unit: 'MB/s' as const },
    ...{ ours: rates.ours, reference: rates.theirs, against: 'websockify', bar: { least: 0.8 } },
  })
  const waits = await inTurns(ways, keys)
  one(`${of}: key to picture`, waits.ours, 'ms', null)
  one(`${of}: key to picture, more than websockify`, waits.ours - waits.theirs, 'ms', { most: 2 })
}

/** What the way to a page that reads no more has taken from a display that goes on sending. */
async function stalled({ ours }: Ways, double: DisplayDouble, pid: number): Promise<void> {
  const before = residentOf(pid)
  const eye = await ours()
  for (let count = 0; count < 20; count += 1) eye.ask(false)
  eye.stall()
  for (let last = -1; double.accepted() !== last; ) {
    last = double.accepted()
    await sleep(1_000)
  }
  one('held for a stalled viewer, sockets of the system included', double.accepted() / 1e6, 'MB', {
    most: 8,
  })
  one('more resident memory with a stalled viewer', residentOf(pid) - before, 'MB', { most: 8 })
  eye.close()
}

await withLab('console', async (lab) => {
  const { uuid: domain, socket } = await runScreened(lab)
  const served = await serve(lab.folder)
  const websockify = await startWebsockify(socket)
  try {
    const connection = await served.open(lab.uri('qemu', '/system'))
    while (served.tab.phase(connection) !== 'open') await sleep(50)
    const ways = waysOf(served, connection, domain, websockify.url)
    const shell = await lookInto(served, { connection, domain }, serial)
    while (!String(shell.bytes()).includes(upMessage)) {
      shell.send("printf '\\033[?25l' > /dev/tty1; echo 'The guest' is up.\n")
      await sleep(500)
    }
    // its cursor no longer blinks
    await compare('a guest', ways)
    shell.close()
    const double = await startDouble(socket)
    await compare(`a display as quick as can be, ${side.width}x${side.height}`, ways)
    await stalled(ways, double, served.pid)
    await double.stop()
  } finally {
    websockify.stop()
    await served.stop()
  }
})
process.exit(0)
