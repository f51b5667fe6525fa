import type { HostChange, HostChanges } from '../../../lib/libvirt/changes.ts'
import { keepSecrets } from '../../../lib/xml/keep-secrets.ts'
import { type Definition, secretXml } from './definition.ts'
import { begin } from './life.ts'
import { readTyped } from './read-typed.ts'
import { refusal, unsupportedFlags } from './refusal.ts'
import type { Image } from './saved-files.ts'
import type { World, WorldDomain } from './world.ts'

/** Does it and tells the uuid of what came of it, or throws Failure and has changed nothing. */
type Change<K extends HostChange> = (world: World, asked: HostChanges[K]) => string

/** How libvirt 9.0's test driver comes to domains (src/test/test_driver.c): same events and refusals. */
export const hostChanges: { [K in HostChange]: Change<K> } = {
  define(world, { xml }) {
    const seed = world.nextSeed()
    const { definition, behaviour } = readTyped(xml, seed)
    const found = sameDomain(world, definition)
    if (found !== null) {
      const whole = keepSecrets(xml, secretXml(found.next ?? found.definition))
      redefine(world, found, readTyped(whole, seed).definition)
      return found.row.uuid
    }
    world.needRoom(definition, 1)
    const domain = world.add({ definition, behaviour, persistent: true })
    world.happened(domain, 'defined', 'added')
    return domain.row.uuid
  },

  create(world, { xml, paused }) {
    if (paused) throw unsupportedFlags(1, 'testDomainCreateXML')
    return launch(world, readTyped(xml, world.nextSeed()), 'booted')
  },

  restore: (world, { path }) => launch(world, world.files.read(path), 'restored'),
}

/** What runs is left alone, and will be this when it starts next. */
function redefine(world: World, domain: WorldDomain, definition: Definition): void {
  world.needRoom(definition, 0)
  const { row, next } = domain
  const first = row.id !== null && next === null
  world.change(domain, row.id === null ? { definition } : { next: definition, persistent: true })
  world.happened(domain, 'defined', first ? 'added' : 'updated')
}

/** Runs by this definition. A domain of its name and uuid that is kept goes back to its own when it stops. */
function launch(world: World, image: Image, detail: 'booted' | 'restored'): string {
  const { definition, behaviour } = image
  const found = sameDomain(world, definition)
  if (found !== null && found.row.id !== null) {
    throw refusal('invalid', `domain '${found.row.name}' is already active`)
  }
  world.needRoom(definition, found === null ? 1 : 0)
  const domain = found ?? world.add({ definition, behaviour, persistent: false })
  begin(world, domain, detail, definition)
  return domain.row.uuid
}

/** The domain that a definition is of, or null. Throws Failure: its name or its uuid is another's (virDomainObjListAdd). */
function sameDomain(world: World, { figures }: Definition): WorldDomain | null {
  const { name, uuid } = figures
  const found = world.find({ uuid })
  const called = found?.definition.figures.name
  if (called !== undefined && called !== name) {
    throw refusal('failed', `domain '${called}' is already defined with uuid ${uuid}`)
  }
  const twin = world.find({ name })
  if (found === null && twin !== null) {
    throw refusal('failed', `domain '${name}' already exists with uuid ${twin.row.uuid}`)
  }
  return found
}
