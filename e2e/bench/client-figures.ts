import { systemClock } from '../../lib/clock.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import { BulkStats } from '../../server/drivers/remote/bulk-stats.ts'
import { type Line, openLine } from '../../server/drivers/remote/line.ts'
import { readListing } from '../../server/drivers/remote/listing.ts'
import { dialUnix } from '../../server/transport/unix.ts'
import type { LabDaemon } from '../lab/daemon.ts'
import { openOn } from '../lab/open-remote.ts'
import { median, timed } from './figure.ts'
import type { ClientFigures } from './reference.ts'

export interface OurFigures extends Required<ClientFigures> {
  /** As `calls`, with as many under way as the channel lets through. */
  pipelined: number
  /** As `event`, to the row that the event makes. */
  row: number
}

const small = 'test:///default'
const dom = { name: 'test', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f', id: 1 }

/** Every figure of our client on that daemon; `large` is a world of 1000 domains as the daemon names it. */
export async function measureOurs(lab: LabDaemon, large: string): Promise<OurFigures> {
  // The world lives as long as somebody has it open: else each opening would make it anew.
  const holder = await lineTo(lab, small)
  try {
    return {
      open: await timeOpening(() => lineTo(lab, small)),
      who: await timeOpening(() => openOn(lab, small)),
      ...(await timeCalls(holder)),
      ...(await timeEvents(lab)),
      list: await timeListing(lab, large),
    }
  } finally {
    await holder.close()
  }
}

const lineTo = (lab: LabDaemon, remoteName: string): Promise<Line> =>
  openLine(
    { remoteName },
    ({ signal }) => dialUnix(lab.socket, signal),
    {
      readOnly: false,
      signal: new AbortController().signal,
      progress: () => {},
      asker: unattended,
    },
    systemClock,
  )

async function timeOpening(open: () => Promise<{ close(): Promise<void> }>): Promise<number> {
  const took: number[] = []
  for (let round = 0; round < 150; round++) {
    const start = performance.now()
    const opened = await open()
    took.push(performance.now() - start)
    await opened.close()
  }
  return median(took.slice(50))
}

async function timeCalls({ calls }: Line): Promise<Pick<OurFigures, 'calls' | 'pipelined'>> {
  const call = () => calls.domainGetState({ dom, flags: 0 })
  const perSecond = async (count: number, work: () => Promise<unknown>) => {
    await work()
    const [took] = await timed(1, work)
    return (count / took!) * 1_000
  }
  return {
    calls: await perSecond(5_000, async () => {
      for (let at = 0; at < 5_000; at++) await call()
    }),
    pipelined: await perSecond(8_000, async () => {
      for (let at = 0; at < 4; at++) await Promise.all(Array.from({ length: 2_000 }, call))
    }),
  }
}

async function timeListing(lab: LabDaemon, large: string): Promise<number> {
  const line = await lineTo(lab, large)
  try {
    const bulk = new BulkStats(line.calls)
    const took = await timed(9, () => readListing(line.calls, bulk))
    return median(took.slice(3))
  } finally {
    await line.close()
  }
}

async function timeEvents(lab: LabDaemon): Promise<Pick<OurFigures, 'event' | 'row'>> {
  const driver = await openOn(lab, small)
  const stop = new AbortController()
  const told = new Map<string, (at: number) => void>()
  const comes = (type: 'happened' | 'changed') =>
    new Promise<number>((resolve) => told.set(type, resolve))
  const definitionRead = comes('changed')
  const reading = (async () => {
    for await (const { type } of driver.watch(stop.signal)) told.get(type)?.(performance.now())
  })()
  await definitionRead
  const events: number[] = []
  const rows: number[] = []
  for (let round = 0; round < 200; round++) {
    const [event, row] = [comes('happened'), comes('changed')]
    const start = performance.now()
    const acted = driver.domains[round % 2 ? 'resume' : 'suspend'](dom.uuid)
    events.push((await event) - start)
    rows.push((await row) - start)
    await acted
  }
  stop.abort()
  await reading
  await driver.close()
  return { event: median(events.slice(50)), row: median(rows.slice(50)) }
}
