import type { Failure } from '../../lib/failure.ts'
import type { HostLog, RareAction } from '../../lib/libvirt/abilities.ts'
import type {
  DomainChange,
  DomainChanges,
  HostChange,
  HostChanges,
} from '../../lib/libvirt/changes.ts'
import type { Display, ShownDisplay, TextDevice } from '../../lib/libvirt/consoles.ts'
import type { DirectDisplay } from '../../lib/libvirt/direct-display.ts'
import type { Domain } from '../../lib/libvirt/domain.ts'
import type { DomainAction } from '../../lib/libvirt/domain-state.ts'
import type { HostEvent } from '../../lib/libvirt/events.ts'
import type { Asker } from '../../lib/libvirt/question.ts'
import type { Progress } from '../../lib/libvirt/rungs.ts'
import type { Schedule, VcpuReport } from '../../lib/libvirt/vcpus.ts'
import type { Bytes, KiB, Milliseconds } from '../../lib/units.ts'
import type { FarWire } from '../transport/far-dial.ts'

/**
 * What Oirase needs of a hypervisor, in libvirt's words. A driver returns data and knows no policy:
 * no retries, no permissions, no sentences. What a hypervisor lacks is null, so that a screen can ask
 * before it offers. Every method throws Failure and nothing else.
 */
export interface Driver {
  /** virConnectGetType: QEMU, TEST, Xen … */
  readonly hypervisor: string
  readonly hostname: string | null
  /** virConnectGetVersion and virConnectGetLibVersion as dotted text. */
  readonly version: string | null
  readonly libraryVersion: string | null
  /** The way only lets us look, whatever was asked for. */
  readonly readOnly?: true
  readonly domains: DomainOps
  readonly changes: ChangeOps
  readonly node: NodeOps
  readonly stats: StatsOps | null
  readonly networks: ObjectOps<Network> | null
  readonly pools: PoolOps | null
  readonly interfaces: ObjectOps<HostInterface> | null
  readonly nodeDevices: ObjectOps<NodeDevice> | null
  readonly snapshots: SnapshotOps | null
  readonly consoles: ConsoleOps | null
  /**
   * First the whole listing, then everything that changes, without a hole between the two. For one reader.
   * Ends when `signal` aborts or the driver ends.
   */
  watch(signal: AbortSignal): AsyncIterable<DriverEvent>
  /** Asks the host at once whether it is there; one that does not answer within seconds ends the driver. null: nothing to ask. */
  readonly probe: (() => void) | null
  /** Resolves when the driver can do no more: null after close(), else why. Never rejects. */
  readonly ended: Promise<Failure | null>
  /** Idempotent. What is under way fails with outcome.unknown. */
  close(): Promise<void>
}

export type DriverEvent =
  | { type: 'listing'; domains: Domain[] }
  | { type: 'changed'; domain: Domain }
  | { type: 'removed'; uuid: string }
  /** For the log: what the host told, whether or not a row changed by it. */
  | { type: 'happened'; event: HostEvent }

/** Domains are named by uuid. The eight actions resolve when the host has answered, not when the state has changed. */
type Act = (uuid: string) => Promise<void>

export type DomainOps = Record<Exclude<DomainAction, RareAction>, Act> & {
  readonly [A in RareAction]: Act | null
} & {
  /** VIR_DOMAIN_XML_INACTIVE when `inactive`: what runs next rather than what runs now. Never with secrets. */
  xml(uuid: string, inactive: boolean): Promise<string>
  /** The virtual CPUs of an active or inactive domain, by number. */
  readonly vcpus: ((uuid: string) => Promise<VcpuReport[]>) | null
  readonly schedule: ((uuid: string) => Promise<Schedule>) | null
  /** The first screen as the hypervisor draws it (image/png or image/x-portable-pixmap), or null: cannot. */
  readonly screenshot: ((uuid: string, signal: AbortSignal) => Promise<Screenshot>) | null
}

export type DomainChangeOps = {
  readonly [K in DomainChange]: ((uuid: string, asked: DomainChanges[K]) => Promise<void>) | null
}
export type HostChangeOps = {
  /** The uuid of the domain that came of it; null where the host does not say. */
  readonly [K in HostChange]: ((asked: HostChanges[K]) => Promise<string | null>) | null
}

/**
 * All else that may be done to a host's domains. Each resolves when the host has done it, which for saving and
 * migrating may take as long as the domain has memory, and throws host.read-only on a read-only connection.
 * `define` keeps the secrets (a VNC password …) that its XML leaves out and the present definition has.
 */
export type ChangeOps = DomainChangeOps &
  HostChangeOps & {
    /** `rename` takes active and transient domains, too. */
    readonly renameActive: boolean
  }

/** Ways to look into a running domain. */
export interface ConsoleOps {
  /** What there is, and for each display why it cannot be reached from here (null: it can). */
  list(uuid: string): Promise<ReachableConsoles>
  /**
   * A new wire to a display, by the way this connection goes to its host. Throws host.no-way with the reason, and
   * host.untrusted for one whose certificate will not do.
   */
  openDisplay(uuid: string, index: number, options: OpenDisplay): Promise<DisplayWire>
  /** The bytes of a text device, which has one reader: throws host.refused when somebody else is it and `force` is not set. */
  openText(uuid: string, device: string, options: OpenText): Promise<TextStream>
  /** A break on a serial line: what a modem's long zero is. The hypervisor may mark the domain as tainted by it. */
  readonly sendBreak: ((uuid: string, device: string) => Promise<void>) | null
}

export interface OpenDisplay {
  /** By its port for TLS, or by the plain one; null: by whichever is there. */
  tls: boolean | null
  signal: AbortSignal
}

export interface OpenText {
  force: boolean
  signal: AbortSignal
}

export interface ReachableConsoles {
  displays: (Display & {
    whyNot: string | null
    mend: 'listen-on-all' | null
    direct: DirectDisplay | null
  })[]
  texts: TextDevice[]
}

export interface DisplayWire {
  kind: ShownDisplay
  wire: FarWire
  /** Nobody can read along, nor be taken for the display. */
  isPrivate: boolean
  /** What the display asks for (the definition's passwd), or null: nothing. Never for a page. */
  password: string | null
}

/** Characters both ways. Reading ends at the guest's end; leaving, or close(), ends it there. */
export interface TextStream extends AsyncIterable<Buffer> {
  /** Resolves when more may be written. */
  write(bytes: Uint8Array): Promise<void>
  close(): Promise<void>
}

export interface Screenshot {
  mime: string
  bytes: Uint8Array
}

export interface NodeOps {
  /** virNodeGetInfo. memory in KiB, mhz 0 when unknown. */
  report(): Promise<NodeReport>
  capabilities(): Promise<string>
  /** The end of a log, its last `most` bytes. */
  readonly log: ((of: HostLog, most: Bytes) => Promise<{ text: string; whole: boolean }>) | null
}

export interface NodeReport {
  model: string
  memory: KiB
  cpus: number
  mhz: number
  nodes: number
  sockets: number
  cores: number
  threads: number
}

export interface StatsOps {
  /** Counters of the node and every active domain at one moment, by as few calls as the hypervisor allows. */
  sample(signal: AbortSignal): Promise<Sample>
}

/** Counters only grow (until a restart); rates are made of two samples elsewhere. Null: not known. */
export interface Sample {
  at: Milliseconds
  node: NodeSample | null
  domains: DomainSample[]
}

export interface NodeSample {
  /** Nanoseconds all CPUs together have been busy and idle. */
  cpuBusy: number | null
  cpuIdle: number | null
  memoryUsed: KiB | null
  memoryTotal: KiB | null
}

export interface DomainSample {
  uuid: string
  /** Nanoseconds of CPU time, all vCPUs together. */
  cpuTime: number | null
  vcpus: number
  /** In use: what the guest says it uses when it says, else what the host holds for it. */
  memory: KiB | null
  diskRead: Bytes | null
  diskWrite: Bytes | null
  netIn: Bytes | null
  netOut: Bytes | null
}

export interface ObjectOps<T> {
  list(): Promise<T[]>
  /** Named as the list names it. */
  xml(name: string): Promise<string>
}

export interface Network {
  name: string
  uuid: string
  active: boolean
  persistent: boolean
  autostart: boolean
  bridge: string | null
}

export interface Pool {
  name: string
  uuid: string
  active: boolean
  persistent: boolean
  autostart: boolean
  capacity: Bytes
  allocation: Bytes
  available: Bytes
}

export interface Volume {
  name: string
  key: string
  path: string
  /** virStorageVolType: file, block, dir, network, netdir, ploop. */
  type: string
  capacity: Bytes
  allocation: Bytes
}

export interface PoolOps extends ObjectOps<Pool> {
  volumes(pool: string): Promise<Volume[]>
}

export interface HostInterface {
  name: string
  mac: string | null
  active: boolean
}

export interface NodeDevice {
  name: string
  parent: string | null
}

export interface Snapshot {
  name: string
  parent: string | null
  current: boolean
  /** Seconds since the epoch. */
  createdAt: number | null
  state: string | null
}

export interface SnapshotOps {
  list(domain: string): Promise<Snapshot[]>
  xml(domain: string, name: string): Promise<string>
}

export interface OpenOptions {
  readOnly: boolean
  signal: AbortSignal
  /** So that a person can see where it stands. */
  progress: Progress
  asker: Asker
}
