import { dialFor } from '../../server/transport/dial-for.ts'
import { ownSshPool } from '../../server/transport/ssh/ssh-pool-own.ts'
import { type Lab, startLab } from '../lab/lab.ts'
import { whyNoLab } from '../lab/possible.ts'
import { callRates, firstList, planOf, surroundsOf } from './far-lines.ts'
import { absolutely, median, printFigure, timed } from './figure.ts'

/** Ours and theirs in turns, after some of each that count for nothing. */
const pairs = 21
const warmUps = 3

const { one } = absolutely('ssh')

type Params = Readonly<Record<string, string>>
interface Way {
  name: string
  params: Params
}
/** As each chooses, and both by the same program on the host. */
const ways: readonly Way[] = [
  { name: 'as each chooses', params: {} },
  { name: 'by virt-ssh-helper', params: { proxy: 'native' } },
  { name: 'by netcat', params: { proxy: 'netcat' } },
]

async function listing(lab: Lab<'host'>, { name, params }: Way): Promise<void> {
  const uri = lab.uri('host', 'ssh', '/system', { user: 'root', params })
  const plan = planOf(uri)
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = -warmUps; round < pairs; round += 1) {
    // without anything shared or remembered: a login each time
    const took = await firstList(plan, dialFor(surroundsOf(lab)))
    const [its = 0] = await timed(1, () => lab.virsh(uri, 'list', '--all'))
    if (round < 0) continue
    ours.push(took)
    theirs.push(its)
  }
  printFigure({
    bench: 'ssh',
    figure: `first list, ${name}`,
    unit: 'ms',
    ours: median(ours),
    reference: median(theirs),
    against: 'virsh -c qemu+ssh://… list --all',
    bar: { most: 1 },
  })
}

/** On a connection that is open already, as every reconnect of another line is. */
async function again(lab: Lab<'host'>): Promise<void> {
  const plan = planOf(lab.uri('host', 'ssh', '/system', { user: 'root' }))
  const surrounds = surroundsOf(lab)
  const ssh = ownSshPool(surrounds, { note: () => {}, linger: 60_000 })
  const dial = dialFor(surrounds, { ssh })
  const took: number[] = []
  for (let round = -warmUps; round < pairs; round += 1) {
    const time = await firstList(plan, dial)
    if (round >= 0) took.push(time)
  }
  one('first list on an SSH connection that is open', median(took), 'ms', null)
  await ssh.stop()
}

async function calls(lab: Lab<'host'>): Promise<void> {
  const surrounds = surroundsOf(lab)
  const byTransport = {
    'over SSH': lab.uri('host', 'ssh', '/system', { user: 'root' }),
    'over SSH by virt-ssh-helper': lab.uri('host', 'ssh', '/system', {
      user: 'root',
      params: { proxy: 'native' },
    }),
    'over TLS': lab.uri('host', 'tls', '/system'),
    'over TCP': lab.uri('host', 'tcp', '/system'),
  }
  for (const [way, uri] of Object.entries(byTransport)) {
    await callRates(uri, dialFor(surrounds), (figure, rate) =>
      one(`${figure} ${way}`, rate, '1/s', null),
    )
  }
}

async function run(): Promise<void> {
  const why = whyNoLab()
  if (why !== null) {
    console.log(JSON.stringify({ bench: 'ssh', skipped: why }))
    return
  }
  const lab = await startLab({ host: {} })
  try {
    for (const name of ['one', 'two', 'three']) await lab.hosts.host.defineQemu(name)
    for (const way of ways) await listing(lab, way)
    await again(lab)
    await calls(lab)
  } finally {
    await lab.stop()
  }
}

await run()
process.exit(0)
