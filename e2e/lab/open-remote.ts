import type { Domain } from '../../lib/libvirt/domain.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import type { Driver, DriverEvent, OpenOptions } from '../../server/drivers/driver.ts'
import { openRemote } from '../../server/drivers/remote/open.ts'
import { dialUnix } from '../../server/transport/unix.ts'
import type { LabDaemon } from './daemon.ts'

/** Opens `remoteName` on a lab's daemon through our own driver. */
export function openOn(
  lab: Pick<LabDaemon, 'socket'>,
  remoteName: string,
  options: Partial<OpenOptions> = {},
): Promise<Driver> {
  const { readOnly = false } = options
  const socket = readOnly ? `${lab.socket}-ro` : lab.socket
  return openRemote({ remoteName }, ({ signal }) => dialUnix(socket, signal), {
    readOnly,
    signal: new AbortController().signal,
    progress: () => {},
    asker: unattended,
    ...options,
  })
}

/** What a driver has told so far, and the rows that makes. */
export interface Watching {
  /** Resolves with the first listing. */
  readonly listing: Promise<Domain[]>
  readonly told: readonly DriverEvent[]
  rows(): Domain[]
  /** Resolves with the first event from now on that fits. */
  next(fits: (event: DriverEvent) => boolean): Promise<DriverEvent>
  /** Resolves when the driver tells no more; rejects with what it threw. */
  readonly over: Promise<void>
  stop(): Promise<void>
}

/** A driver and what it tells. */
export interface Opened {
  driver: Driver
  watch: Watching
}

/** As openOn; resolves with the first listing. */
export async function openWatched(lab: LabDaemon, remoteName: string): Promise<Opened> {
  const driver = await openOn(lab, remoteName)
  const watch = watching(driver)
  await watch.listing
  return { driver, watch }
}

export function watching(driver: Driver): Watching {
  const stop = new AbortController()
  const told: DriverEvent[] = []
  const rows = new Map<string, Domain>()
  const waiting = new Set<(event: DriverEvent) => void>()
  const next = (fits: (event: DriverEvent) => boolean) =>
    new Promise<DriverEvent>((resolve) => {
      const look = (event: DriverEvent) => {
        if (!fits(event)) return
        waiting.delete(look)
        resolve(event)
      }
      waiting.add(look)
    })
  const listing = next(({ type }) => type === 'listing').then(() => [...rows.values()])
  const read = async () => {
    for await (const event of driver.watch(stop.signal)) {
      told.push(event)
      apply(rows, event)
      for (const look of waiting) look(event)
    }
  }
  const over = read()
  return {
    listing,
    told,
    rows: () => [...rows.values()],
    next,
    over,
    stop: async () => {
      stop.abort()
      await over
    },
  }
}

function apply(rows: Map<string, Domain>, event: DriverEvent): void {
  if (event.type === 'listing') for (const domain of event.domains) rows.set(domain.uuid, domain)
  if (event.type === 'changed') rows.set(event.domain.uuid, event.domain)
  if (event.type === 'removed') rows.delete(event.uuid)
}
