import { systemClock } from '../../lib/clock.ts'
import { openPlan } from '../../lib/libvirt/plan.ts'
import { isRefused, type Open } from '../../lib/libvirt/plan-types.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import { openLine } from '../../server/drivers/remote/line.ts'
import { openRemote } from '../../server/drivers/remote/open.ts'
import { openFence } from '../../server/transport/address-fence.ts'
import type { DialTransport, Surrounds } from '../../server/transport/transport.ts'
import type { Lab } from '../lab/lab.ts'
import { timed } from './figure.ts'

export function planOf(uri: string): Open {
  const surroundings = { uid: 0, readOnly: false, env: {}, libvirtConf: null, sockets: [] }
  const opening = openPlan(uri, surroundings)
  if (!opening.ok || isRefused(opening.plan)) throw new Error(`${uri} is refused`)
  return opening.plan
}

/** Those of the lab's client. */
export function surroundsOf(lab: Lab): Surrounds {
  const env = { HOME: lab.client.home }
  return { clock: systemClock, env, uid: 0, account: 'root', fence: openFence }
}

const quietly = () => ({
  signal: new AbortController().signal,
  progress: () => {},
  asker: unattended,
  readOnly: false,
})

/** From nothing to the first list and hung up again, as virsh does; returns when the list was there, ms. */
export async function firstList(plan: Open, dial: DialTransport): Promise<number> {
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

const inTurnCount = 2_000
const togetherCount = 4_000

/** Tells how many of the smallest calls a URI answers in a second, one after the other and as many as may be. */
export async function callRates(
  uri: string,
  dial: DialTransport,
  tell: (figure: string, rate: number) => void,
): Promise<void> {
  const plan = planOf(uri)
  const line = await openLine(plan, (asked) => dial(plan, asked), quietly(), systemClock)
  const call = () => line.calls.connectGetType({})
  const rate = async (count: number, work: () => Promise<unknown>) => {
    await work()
    const [took = Number.NaN] = await timed(1, work)
    return (count / took) * 1_000
  }
  const inTurn = async () => {
    for (let at = 0; at < inTurnCount; at += 1) await call()
  }
  const together = () => Promise.all(Array.from({ length: togetherCount }, call))
  try {
    tell('sequential calls', await rate(inTurnCount, inTurn))
    tell('pipelined calls', await rate(togetherCount, together))
  } finally {
    await line.close()
  }
}
