import { FakeClock } from '../../../lib/fake-clock.ts'
import type { Domain } from '../../../lib/libvirt/domain.ts'
import { children } from '../../../lib/xml/element.ts'
import { readXml } from '../../../lib/xml/read.ts'
import type { Driver, DriverEvent } from '../driver.ts'
import type { WorldContent } from './content.ts'
import { readDomain } from './read-domain.ts'
import { readNode } from './read-node.ts'
import { TestDriver } from './test-driver.ts'
import { World, worldRoom } from './world.ts'

/** For tests: a world made of a few elements, and a clock that stands still until it is moved. */
export function contentOf(inside: string): WorldContent {
  const { root } = readXml(node(inside))
  const domains = children(root, 'domain').map((one) => readDomain(one, root, 'here'))
  return readNode(root, domains, 'here')
}

export const node = (inside: string): string =>
  `<node xmlns:test="http://libvirt.org/schemas/domain/test/1.0" xmlns:oirase="urn:oirase:world:1">${inside}</node>`

/** A domain with what libvirt insists on, and more elements inside. */
export const domain = (name: string, inside = ''): string =>
  `<domain type='test'><name>${name}</name><memory>4096</memory><os><type>hvm</type></os>${inside}</domain>`

export function worldOf(inside: string, room = worldRoom): { world: World; clock: FakeClock } {
  const clock = new FakeClock()
  return { world: new World(contentOf(inside), clock, room), clock }
}

export const driverOf = (world: World, readOnly = false): Driver =>
  new TestDriver({ world, release: () => {} }, { hostname: 'here', readOnly })

/** Follows a driver; `told` grows as it tells. */
export function follow(driver: Driver): { told: DriverEvent[]; stop(): void; over: Promise<void> } {
  const told: DriverEvent[] = []
  const end = new AbortController()
  const read = async () => {
    for await (const event of driver.watch(end.signal)) told.push(event)
  }
  return { told, stop: () => end.abort(), over: read() }
}

/** The row of that name. */
export function rowOf(world: World, name: string): Domain {
  const row = world.rows().find((one) => one.name === name)
  if (row === undefined) throw new Error(`no domain ${name}`)
  return row
}
