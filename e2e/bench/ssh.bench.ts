import { systemClock } from '../../lib/clock.ts'
import { openPlan } from '../../lib/libvirt/plan.ts'
import { isRefused, type Open } from '../../lib/libvirt/plan-types.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import { type Line, openLine } from '../../server/drivers/remote/line.ts'
import { openRemote } from '../../server/drivers/remote/open.ts'
import { openFence } from '../../server/transport/address-fence.ts'
import { dialFor } from '../../server/transport/dial-for.ts'
import { ownSshPool } from '../../server/transport/ssh/ssh-pool-own.ts'
import type { DialTransport } from '../../server/transport/transport.ts'
import { type Lab, startLab } from '../lab/lab.ts'
import { whyNoLab } from '../lab/possible.ts'
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

function planOf(uri: string): Open {
  const opening = openPlan(uri, {
    uid: 0,
    readOnly: false,
    env: {},
    libvirtConf: null,
    sockets: [],
  })
  if (!opening.ok || isRefused(opening.plan)) throw new Error(`${uri} is refused`)
  return opening.plan
}

const quietly = () => ({
  signal: new AbortController().signal,
  progress: () => {},
  asker: unattended,
  readOnly: false,
})

function surroundsOf(lab: Lab) {
  const env = { HOME: lab.client.home }
  return { clock: systemClock, env, uid: 0, account: 'root', fence: openFence }
}

/** From nothing to the first list and hung up again, as virsh does; returns when the list was there. */
async function firstList(plan: Open, dial: DialTransport): Promise<number> {
  const began = performance.now()
  const driver = await openRemote(plan, (asked) => dial(plan, asked), quietly(), systemClock)
  try {
    for await (const event of driver.watch(new AbortController().signal)) {
      if (event.type === 'listing') return performance.now() - began
    }
    throw new Error('it ended without a list')
  } finally {
    await driver.close()
  }
}

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

const lineBy = (plan: Open, dial: DialTransport): Promise<Line> =>
  openLine(plan, (asked) => dial(plan, asked), quietly(), systemClock)

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
    const line = await lineBy(planOf(uri), dialFor(surrounds))
    const call = () => line.calls.connectGetType({})
    const rate = async (count: number, work: () => Promise<unknown>) => {
      await work()
      const [took = Number.NaN] = await timed(1, work)
      return (count / took) * 1_000
    }
    const inTurn = async () => {
      for (let at = 0; at < 2_000; at += 1) await call()
    }
    const together = () => Promise.all(Array.from({ length: 4_000 }, call))
    one(`sequential calls ${way}`, await rate(2_000, inTurn), '1/s', null)
    one(`pipelined calls ${way}`, await rate(4_000, together), '1/s', null)
    await line.close()
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
