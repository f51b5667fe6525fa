import type {
  HostInterface,
  Network,
  NodeDevice,
  ObjectOps,
  PoolOps,
  SnapshotOps,
} from '../driver.ts'
import type { Named } from './content.ts'
import { refusal } from './refusal.ts'
import type { World } from './world.ts'

type Kind = 'network' | 'pool' | 'interface' | 'nodeDevice' | 'snapshot'

/** libvirt's words for what it looked for. */
const wanted: Record<Kind, string> = {
  network: 'network',
  pool: 'storage pool',
  interface: 'interface',
  nodeDevice: 'node device',
  snapshot: 'domain snapshot',
}

/** The one of that name, or throws Failure as libvirt does. */
function find<T extends Named<{ name: string }>>(kind: Kind, all: readonly T[], name: string): T {
  const found = all.find(({ object }) => object.name === name)
  if (found === undefined) throw refusal(kind, `no ${wanted[kind]} with matching name '${name}'`)
  return found
}

/** Reads objects that nothing changes after the world began. */
function objectOps<T extends { name: string }>(
  kind: Kind,
  all: () => readonly Named<T>[],
): ObjectOps<T> {
  return {
    list: async () => all().map(({ object }) => object),
    xml: async (name) => find(kind, all(), name).xml,
  }
}

export const networkOps = (world: () => World): ObjectOps<Network> =>
  objectOps('network', () => world().content.networks)

export const interfaceOps = (world: () => World): ObjectOps<HostInterface> =>
  objectOps('interface', () => world().content.interfaces)

export const nodeDeviceOps = (world: () => World): ObjectOps<NodeDevice> =>
  objectOps('nodeDevice', () => world().content.nodeDevices)

export const poolOps = (world: () => World): PoolOps => ({
  ...objectOps('pool', () => world().content.pools),
  volumes: async (pool) => find('pool', world().content.pools, pool).volumes,
})

export function snapshotOps(world: () => World): SnapshotOps {
  const all = (domain: string) => world().domain(domain).snapshots
  return {
    list: async (domain) => all(domain).map(({ object }) => object),
    xml: async (domain, name) => find('snapshot', all(domain), name).xml,
  }
}
