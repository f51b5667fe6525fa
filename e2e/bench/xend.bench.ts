import { systemClock } from '../../lib/clock.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import type { Driver } from '../../server/drivers/driver.ts'
import { openXend } from '../../server/drivers/xend/open.ts'
import { openFence } from '../../server/transport/address-fence.ts'
import { redialFor } from '../../server/transport/redial.ts'
import { ownSurrounds } from '../../server/transport/surrounds.ts'
import { manyGuests } from '../lab/xend/guests.ts'
import { versions, type XendVersion } from '../lab/xend/personality.ts'
import { type FakeXend, startXend } from '../lab/xend/start-xend.ts'
import { planOf } from './far-lines.ts'
import { absolutely, median, timed } from './figure.ts'

const count = 200
const rounds = 9
const warmUps = 2
/** How often the server measures every open host, ms. */
const figuresEvery = 2_000
const steadyFor = 30_000

const { one } = absolutely('xend')
const openRedial = redialFor(ownSurrounds({ env: {}, fence: openFence }))
const never = new AbortController().signal

function open(xend: FakeXend): Promise<Driver> {
  const options = { readOnly: false, signal: never, progress: () => {}, asker: unattended }
  return openXend(planOf(xend.url), openRedial, options, systemClock)
}

async function firstList(driver: Driver): Promise<number> {
  for await (const event of driver.watch(never)) {
    if (event.type === 'listing') return event.domains.length
  }
  throw new Error('it ended without a list')
}

/** From nothing to the list. The xend is in this process: its own share of the time is in the figure. */
async function listing(version: XendVersion, xend: FakeXend): Promise<void> {
  const took = await timed(warmUps + rounds, async () => {
    const driver = await open(xend)
    const listed = await firstList(driver)
    await driver.close()
    // Domain-0 is one of them
    if (listed !== count + 1) throw new Error(`${listed} domains were listed`)
  })
  one(`list ${count} domains of Xen ${version}`, median(took.slice(warmUps)), 'ms', { most: 500 })
}

/** What a host has to answer for as long as somebody has it open, with its graphs, and nothing happens there. */
async function steady(version: XendVersion, xend: FakeXend): Promise<void> {
  const driver = await open(xend)
  const over = new AbortController()
  const reading = (async () => {
    for await (const _ of driver.watch(over.signal));
  })()
  await systemClock.sleep(steadyFor / 3)
  const before = xend.connections().opened
  const from = systemClock.now()
  while (systemClock.now() - from < steadyFor) {
    await systemClock.sleep(figuresEvery)
    await driver.stats?.sample(never)
  }
  const rate = (xend.connections().opened - before) / ((systemClock.now() - from) / 1_000)
  over.abort()
  await reading
  await driver.close()
  one(`requests to a xend of ${version} at rest`, rate, '1/s', { most: 2 })
}

const xends = await Promise.all(
  versions.map(async (version) => {
    const options = { personality: version, listen: { port: 0 }, domains: manyGuests(count) }
    return [version, await startXend(options)] as const
  }),
)
for (const [version, xend] of xends) await listing(version, xend)
await Promise.all(xends.map(([version, xend]) => steady(version, xend)))
await Promise.all(xends.map(([, xend]) => xend.stop()))
process.exit(0)
