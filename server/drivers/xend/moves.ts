import type { DomainChanges, HostChanges } from '../../../lib/libvirt/changes.ts'
import { plainLine } from '../plain.ts'
import { invalid } from './shape.ts'
import { stateOf } from './state-of.ts'
import type { Subject, XendDomains } from './xend-domains.ts'

export const save = (
  domains: XendDomains,
  { row, name }: Subject,
  { path }: DomainChanges['save'],
): Promise<void> => domains.ending(row.uuid, 'saved', () => domains.calls.save(name, path))

/** xend says by its name what came of the file. */
export async function restore(
  domains: XendDomains,
  { path }: HostChanges['restore'],
): Promise<string | null> {
  const name = await domains.calls.restore(path)
  return name === null ? null : domains.uuidOf(name)
}

export async function dump(
  domains: XendDomains,
  subject: Subject,
  asked: DomainChanges['dump'],
): Promise<void> {
  const { name, row } = subject
  const write = () => domains.calls.dump(name, { ...asked, file: asked.path })
  if (!domains.can.dumpsAsTold) await dumpBySteps(domains, subject, asked)
  else if (asked.crash) await domains.ending(row.uuid, 'destroyed', write)
  else await write()
}

/** As `xm dump-core` did it. */
async function dumpBySteps(
  domains: XendDomains,
  subject: Subject,
  { path, live, crash }: DomainChanges['dump'],
): Promise<void> {
  const { calls } = domains
  const { name, row } = subject
  const stops = !live && stateOf(await domains.told(subject), row.id).state !== 'paused'
  let ends = false
  if (stops) await calls.pause(name)
  try {
    await calls.dump(name, { file: path, live, crash })
    ends = crash
  } finally {
    if (stops && !ends) await calls.unpause(name)
  }
  if (ends) await domains.ending(row.uuid, 'destroyed', () => calls.destroy(name))
}

/** What xend of this host may call another: AF_INET is all it dials. libvirt's word for it, xenmigr, is understood. */
const destinationForm = /^(?:xenmigr:\/\/)?([^\s/:@?#[\]]+)(?::(\d{1,5}))?\/?$/

/** A definition goes along where that can be; else it stays here, for there it would be nowhere. */
export async function migrate(
  domains: XendDomains,
  { name, row }: Subject,
  { destination, live }: DomainChanges['migrate'],
): Promise<void> {
  const [, host, port = '0'] = destinationForm.exec(destination) ?? []
  if (host === undefined || Number(port) > 65_535) {
    const said = plainLine(destination, 80)
    throw invalid(`xend moves a machine to HOST or HOST:PORT, and “${said}” is neither.`)
  }
  const home = domains.can.movesDefinitions && row.persistent
  const to = { destination: host, port: Number(port), live, home }
  await domains.ending(row.uuid, 'migrated', () => domains.calls.migrate(name, to))
}
