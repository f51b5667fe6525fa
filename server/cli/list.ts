import { systemClock } from '../../lib/clock.ts'
import { Failure } from '../../lib/failure.ts'
import type { Domain } from '../../lib/libvirt/domain.ts'
import type { Rung } from '../../lib/libvirt/rungs.ts'
import { virshStates } from '../../lib/libvirt/words.ts'
import { planOf } from '../connections/plan-of.ts'
import { RungLimit } from '../connections/rung-limit.ts'
import { readSurroundings } from '../connections/surroundings.ts'
import { exitCodes, type Io } from './io.ts'
import { driverOpenerOf } from './open-driver.ts'
import { virshTable } from './table.ts'
import { terminalAsker } from './terminal-asker.ts'
import { withUriArgs } from './uri-args.ts'
import { visibleJson } from './visible.ts'

const command = {
  name: 'list',
  flags: ['all', 'readonly', 'json'],
  usage: `usage: oirase list [--all] [--readonly] [--json] URI

Prints the virtual machines of a connection as virsh does: the running ones, or all.
`,
} as const

/** Prints the domains of a URI. Returns the exit code: 1 when it cannot be opened, 2 when asked wrongly. */
export const runList = (args: string[], io: Io): Promise<number> =>
  withUriArgs(command, args, io, async ({ uri, all, readonly, json }) => {
    const found = await domainsOf(uri, readonly, io)
    const domains = inVirshOrder(all ? found : found.filter(({ id }) => id !== null))
    io.out(json ? `${visibleJson(domains.map(plain))}\n` : tableOf(domains))
    return exitCodes.done
  })

/** The first thing a watched host says is its whole listing. */
async function domainsOf(uri: string, readOnly: boolean, io: Io): Promise<Domain[]> {
  const plan = planOf(uri, readOnly, await readSurroundings(io.env, ''))
  const limit = new RungLimit(systemClock, new AbortController().signal)
  const { signal } = limit
  const progress = (rung: Rung) => limit.start(rung)
  const openDriver = driverOpenerOf(io.env)
  const asker = terminalAsker((on) => limit.hold(on))
  try {
    const driver = await openDriver(plan, { readOnly, signal, progress, asker })
    try {
      limit.start('listing')
      for await (const event of driver.watch(signal)) {
        if (event.type === 'listing') return event.domains
      }
      throw (await driver.ended) ?? new Failure('host.lost')
    } finally {
      await driver.close()
    }
  } catch (cause) {
    throw limit.failure ?? cause
  } finally {
    limit.end()
  }
}

/** Active ones by id, then the others by name whatever its case (virshDomainSorter, tools/virsh-domain-monitor.c). */
export const inVirshOrder = (domains: readonly Domain[]): Domain[] =>
  [...domains].sort((one, other) => {
    if (one.id !== null && other.id !== null) return one.id - other.id
    if (one.id !== null || other.id !== null) return one.id === null ? 1 : -1
    return compare(one.name.toLowerCase(), other.name.toLowerCase())
  })

const compare = (one: string, other: string): number => Number(one > other) - Number(one < other)

const plain = ({ id, name, uuid, state }: Domain) => ({ id, name, state: virshStates[state], uuid })

export const tableOf = (domains: readonly Domain[]): string =>
  virshTable(
    ['Id', 'Name', 'State'],
    domains.map(({ id, name, state }) => [String(id ?? '-'), name, virshStates[state]]),
  )
