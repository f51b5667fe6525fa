import { expect } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import type { Domain } from '../../lib/libvirt/domain.ts'
import { planFor } from '../../lib/libvirt/plan.ts'
import { isRefused } from '../../lib/libvirt/plan-types.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import { parseUri } from '../../lib/libvirt/uri.ts'
import type { Driver, DriverEvent } from '../../server/drivers/driver.ts'
import { openXend } from '../../server/drivers/xend/open.ts'
import { openFence } from '../../server/transport/address-fence.ts'
import { redialFor } from '../../server/transport/redial.ts'
import { ownSurrounds } from '../../server/transport/surrounds.ts'
import type { XendVersion } from './xend/personality.ts'
import { type FakeXend, startXend, type XendOptions } from './xend/start-xend.ts'

const openRedial = redialFor(ownSurrounds({ env: {}, fence: openFence }))

/** Xends of a test, and the drivers that it opens on them: `stop` ends them all. */
export function openXends() {
  const ending: (() => Promise<void>)[] = []
  return {
    start: async (options: Partial<XendOptions> & { personality: XendVersion }) => {
      const xend = await startXend({ listen: { port: 0 }, ...options })
      ending.push(() => xend.stop())
      return xend
    },
    open: async (xend: FakeXend, readOnly = false): Promise<Driver> => {
      const uri = parseUri(xend.url)
      if (!uri.ok) throw new Error(uri.error)
      const surroundings = { uid: 0, readOnly, env: {}, libvirtConf: null, sockets: [] }
      const plan = planFor(uri.uri, surroundings)
      if (isRefused(plan)) throw new Error(plan.refused)
      const signal = new AbortController().signal
      const options = { readOnly, signal, progress: () => {}, asker: unattended }
      const driver = await openXend(plan, openRedial, options, systemClock)
      ending.push(() => driver.close())
      return driver
    },
    stop: async () => {
      for (const end of ending.splice(0).reverse()) await end()
    },
  }
}

/** What is shown of a host, kept as a page keeps it. */
export class Page {
  readonly rows = new Map<string, Domain>()
  readonly events: string[] = []

  constructor(driver: Driver) {
    void this.#read(driver.watch(new AbortController().signal))
  }

  get states(): Record<string, string> {
    return Object.fromEntries([...this.rows.values()].map(({ name, state }) => [name, state]))
  }

  row(name: string): Domain {
    const row = [...this.rows.values()].find((each) => each.name === name)
    if (row === undefined) throw new Error(`no ${name} is shown`)
    return row
  }

  async shows(name: string, state: string | undefined): Promise<void> {
    await expect.poll(() => this.states[name], { interval: 50 }).toBe(state)
  }

  /** That the row of a domain comes to say so, soon. */
  async tells(name: string, said: Partial<Domain>): Promise<void> {
    const row = () => [...this.rows.values()].find((each) => each.name === name)
    await expect.poll(row, { interval: 50 }).toMatchObject(said)
  }

  async #read(events: AsyncIterable<DriverEvent>): Promise<void> {
    for await (const event of events) {
      if (event.type === 'listing') for (const row of event.domains) this.rows.set(row.uuid, row)
      else if (event.type === 'changed') this.rows.set(event.domain.uuid, event.domain)
      else if (event.type === 'removed') this.rows.delete(event.uuid)
      else this.events.push(`${event.event.name} ${event.event.event} ${event.event.detail}`.trim())
    }
  }
}

/** An ability that a version must have. */
export function there<T>(ability: T | null): T {
  if (ability === null) throw new Error('this version lacks it')
  return ability
}
