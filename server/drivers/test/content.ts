import type { DomainState } from '../../../lib/libvirt/domain-state.ts'
import type {
  HostInterface,
  Network,
  NodeDevice,
  NodeReport,
  Pool,
  Snapshot,
  Volume,
} from '../driver.ts'
import type { Cell } from './capabilities-xml.ts'
import type { Definition } from './definition.ts'
import type { Behaviour } from './extension.ts'

/** What a world's file says, read and checked: the world as it is at its first moment. */
export interface WorldContent {
  node: NodeReport
  cells: readonly Cell[]
  domains: DomainContent[]
  networks: (Named<Network> & { leases: string | null })[]
  interfaces: Named<HostInterface>[]
  pools: (Named<Pool> & { volumes: Volume[] })[]
  nodeDevices: Named<NodeDevice>[]
}

/** An object and its definition as libvirt would write it. */
export interface Named<T> {
  object: T
  xml: string
}

export interface DomainContent {
  definition: Definition
  state: DomainState
  persistent: boolean
  managedSave: boolean
  snapshots: readonly Named<Snapshot>[]
  behaviour: Behaviour
}
