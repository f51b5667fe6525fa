import type { DomainDetails } from '../../../lib/libvirt/domain.ts'
import type { DomainState } from '../../../lib/libvirt/domain-state.ts'
import type { KiB } from '../../../lib/units.ts'
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
  name: string
  uuid: string
  memory: KiB
  maxMemory: KiB
  vcpus: number
  state: DomainState
  persistent: boolean
  managedSave: boolean
  /** The definition as libvirt writes it while the domain is inactive; made anew each time. */
  xml(): string
  details: DomainDetails
  /** The network of each interface; null: of another kind. Only these have addresses that libvirt makes up. */
  networks: (string | null)[]
  /** What shutting down and rebooting come to: `destroy`, `restart` … */
  onPoweroff: string
  onReboot: string
  snapshots: Named<Snapshot>[]
  behaviour: Behaviour
}
