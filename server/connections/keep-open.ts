import type { Clock } from '../../lib/clock.ts'
import { asFailure, Failure } from '../../lib/failure.ts'
import type { Rung } from '../../lib/libvirt/rungs.ts'
import type { Milliseconds } from '../../lib/units.ts'
import type { Driver, DriverEvent, OpenOptions } from '../drivers/driver.ts'
import type { AttemptAsker } from './asker.ts'
import type { Nap } from './nap.ts'
import { openedInTime } from './opened-in-time.ts'
import type { Pace } from './pace.ts'
import { nextTry, type Reach } from './retry.ts'
import { RungLimit, type RungTimes } from './rung-limit.ts'

const closingLimit: Milliseconds = 3_000

export type LinkEvent =
  | { type: 'reached'; rung: Rung }
  /** The attempt begins or ceases to wait for a person. */
  | { type: 'asks'; asks: boolean }
  /** The first listing has been told; from here on the driver can be used. */
  | { type: 'opened'; driver: Driver }
  | { type: 'driver'; event: DriverEvent }
  | { type: 'ended'; failure: Failure; retryAt: Milliseconds | null; kept: boolean }

export interface Link {
  dial(options: Omit<OpenOptions, 'readOnly'>): Promise<Driver>
  /** How far it is to the other end; asked at each setback, since a default may come to mean another host. */
  reach(): Reach
  /** It is to be open whenever it can be, even if it never was. */
  autoconnect(): boolean
  /** Since when it is lost at the beginning, null when it is not: trying again by hand does not make it any less lost. */
  lostSince: Milliseconds | null
  /** Who is asked during the attempt that begins now. */
  asker(waits: (on: boolean) => void): AttemptAsker
  report(event: LinkEvent): void
  /** The wait between two tries. */
  nap: Nap
  pace: Pace
  clock: Clock
  random: () => number
}

/** Opens and opens again, telling `report` of everything, until `signal` aborts or another try would be of no use. */
export async function keepOpen(link: Link, signal: AbortSignal): Promise<void> {
  const { clock } = link
  let awaySince = link.lostSince
  let wasOpen = awaySince !== null
  while (!signal.aborted) {
    const begun = clock.now()
    const { failure, opened } = await lifetime(link, link.pace.times(wasOpen), signal)
    if (signal.aborted) return
    const at = clock.now()
    const took = opened ? 0 : at - begun
    wasOpen ||= opened
    awaySince = opened ? at : (awaySince ?? at)
    const kept = wasOpen || link.autoconnect()
    const away = at - awaySince
    const setback = { code: failure.code, away, took, wasOpen, reach: link.reach() }
    const wait = kept ? nextTry(setback, link.random) : null
    link.report({ type: 'ended', failure, retryAt: wait === null ? null : at + wait, kept })
    if (wait === null) return
    await link.nap.sleep(wait, signal)
  }
}

/** One attempt and, when it succeeds, all the time it is open; resolves with why it ended. */
async function lifetime(link: Link, times: RungTimes, signal: AbortSignal) {
  const limit = new RungLimit(link.clock, signal, times)
  const asker = link.asker((asks) => {
    limit.hold(asks)
    if (!limit.signal.aborted) link.report({ type: 'asks', asks })
  })
  let opened = false
  let why: Failure | null = null
  try {
    const driver = await dial(link, limit, asker)
    try {
      link.report({ type: 'reached', rung: 'listing' })
      limit.start('listing')
      for await (const event of driver.watch(limit.signal)) {
        link.report({ type: 'driver', event })
        if (opened || event.type !== 'listing') continue
        opened = true
        limit.stop()
        asker.opened()
        link.report({ type: 'opened', driver })
      }
    } finally {
      why = await closed(driver, link.clock)
    }
  } catch (cause) {
    why ??= asFailure(cause)
  } finally {
    limit.end()
  }
  const failure = limit.failure ?? why ?? new Failure('host.lost')
  asker.ended(failure)
  return { failure, opened }
}

/** A dialler that does not heed its signal is left behind. */
function dial(link: Link, limit: RungLimit, asker: AttemptAsker): Promise<Driver> {
  const { signal } = limit
  const progress = (rung: Rung) => {
    if (signal.aborted) return
    limit.start(rung)
    link.report({ type: 'reached', rung })
  }
  const dialled = link.dial({ signal, progress, asker })
  return openedInTime(dialled, limit, (late) => closed(late, link.clock))
}

/** Closes it and says why it had ended, null when by this closing; gives up on one that does not close in time. */
async function closed(driver: Driver, clock: Clock): Promise<Failure | null> {
  const done = new AbortController()
  const ended = driver.close().then(() => driver.ended, asFailure)
  const tooLate = clock.sleep(closingLimit, done.signal).then(() => null)
  try {
    return await Promise.race([ended, tooLate])
  } finally {
    done.abort()
  }
}
