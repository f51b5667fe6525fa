import { dialFor } from '../../server/transport/dial-for.ts'
import { startLab } from '../lab/lab.ts'
import { whyNoLab } from '../lab/possible.ts'
import { callRates, firstList, planOf, surroundsOf } from './far-lines.ts'
import { median, printFigure, timed } from './figure.ts'

/** Ours and theirs in turns, after some of each that count for nothing. */
const pairs = 15
const warmUps = 3

const lab = await labOrNot()

async function labOrNot() {
  const why = whyNoLab()
  if (why === null) return startLab({ host: {} })
  console.log(JSON.stringify({ bench: 'tls', skipped: why }))
  return null
}

/** What encryption costs, on one machine and one daemon: calls through TLS and TCP beside those through its socket. */
async function calls(running: NonNullable<typeof lab>): Promise<void> {
  const dial = dialFor(surroundsOf(running))
  const unix = new Map<string, number>()
  const socket = `qemu+unix:///system?socket=${running.hosts.host.socket}`
  await callRates(socket, dial, (figure, rate) => void unix.set(figure, rate))
  for (const transport of ['tls', 'tcp'] as const) {
    await callRates(running.uri('host', transport, '/system'), dial, (figure, ours) =>
      printFigure({
        bench: 'tls',
        figure: `${figure} over ${transport.toUpperCase()}`,
        unit: '1/s',
        ours,
        reference: unix.get(figure) ?? null,
        against: 'the same over the unix socket',
        bar: null,
      }),
    )
  }
}

async function listing(running: NonNullable<typeof lab>): Promise<void> {
  const uri = running.uri('host', 'tls', '/system')
  const dial = dialFor(surroundsOf(running))
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = -warmUps; round < pairs; round += 1) {
    const took = await firstList(planOf(uri), dial)
    const [its = 0] = await timed(1, () => running.virsh(uri, 'list', '--all'))
    if (round < 0) continue
    ours.push(took)
    theirs.push(its)
  }
  printFigure({
    bench: 'tls',
    figure: 'first list over TLS',
    unit: 'ms',
    ours: median(ours),
    reference: median(theirs),
    against: 'virsh -c qemu+tls://… list --all',
    bar: { most: 1 },
  })
}

if (lab !== null) {
  try {
    for (const name of ['one', 'two', 'three']) await lab.hosts.host.defineQemu(name)
    await listing(lab)
    await calls(lab)
  } finally {
    await lab.stop()
  }
}
process.exit(0)
