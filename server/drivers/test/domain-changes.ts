import type { DomainChange, DomainChanges } from '../../../lib/libvirt/changes.ts'
import { withFigures } from './definition.ts'
import { needsActive, stop } from './life.ts'
import { refusal, unsupportedFlags } from './refusal.ts'
import { pinVcpu, setMaxMemory, setMemory, setSchedule, setVcpus } from './resources.ts'
import type { World, WorldDomain } from './world.ts'

/** Those that libvirt's test driver knows: it moves no domain elsewhere, and no devices come and go. */
export type KnownChange = Exclude<DomainChange, 'migrate' | 'attachDevice' | 'detachDevice'>

/** Does it, or throws Failure and has changed nothing. */
type Change<K extends KnownChange> = (
  world: World,
  domain: WorldDomain,
  asked: DomainChanges[K],
) => void

/**
 * What libvirt 9.0's test driver does to a domain besides its life's eight actions (src/test/test_driver.c): same
 * effects, events and refusals.
 */
export const domainChanges: { [K in KnownChange]: Change<K> } = {
  undefine(world, domain) {
    if (domain.row.id === null) world.remove(domain)
    else world.change(domain, { persistent: false, managedSave: false })
    world.happened(domain, 'undefined', 'removed')
  },

  rename(world, domain, { name }) {
    needsNewName(world, domain, name)
    world.happened(domain, 'undefined', 'renamed')
    world.change(domain, { definition: withFigures(domain.definition, { name }) })
    world.happened(domain, 'defined', 'renamed')
  },

  setAutostart: (world, domain, { on }) => world.change(domain, { autostart: on }),

  save(world, domain, { path }) {
    needsActive(domain)
    const { definition, behaviour, row } = domain
    const doing = `saving domain '${row.name}' to '${path}'`
    world.files.write(path, { definition, behaviour }, doing)
    stop(world, domain, 'saved')
  },

  dump(world, domain, { path, live, crash }) {
    if (live) throw unsupportedFlags(2, 'testDomainCoreDumpWithFormat')
    needsActive(domain)
    world.files.write(path, null, `domain '${domain.row.name}' coredump`)
    if (crash) stop(world, domain, 'crashed')
  },

  setMemory,
  setMaxMemory,
  setVcpus,
  pinVcpu,
  setSchedule,
}

/** testDomainRename, virDomainObjListRename */
function needsNewName(world: World, { row, definition }: WorldDomain, name: string): void {
  if (row.id !== null) throw refusal('invalid', 'cannot rename active domain')
  if (name === definition.figures.name) {
    throw refusal('invalid', "Can't rename domain to itself")
  }
  if (world.find({ name }) !== null) {
    throw refusal('invalid', `domain with name '${name}' already exists`)
  }
  if (name.includes('/')) throw refusal('xml', `name ${name} cannot contain '/'`)
}
