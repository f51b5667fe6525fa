import type { Parsed } from './sxp-parse.ts'

export type Power = 'halted' | 'paused' | 'running' | 'suspended' | 'crashed'
export type ShutdownReason = 'poweroff' | 'reboot' | 'suspend' | 'crash' | 'halt'
export const shutdownReasons: readonly string[] = ['poweroff', 'reboot', 'suspend', 'crash', 'halt']

export interface XenDevice {
  /** `vbd`, `vif`, `vfb` and so on. */
  kind: string
  /** Null before it was plugged in; stays behind in a domain that has run. */
  id: number | null
  /** What comes after the kind, as it was given. */
  body: Parsed[]
  uuid: string
}

/** Units are xend's: MiB and seconds. */
export interface DomainConfig {
  name: string
  uuid: string
  memory: number
  maxmem: number
  vcpus: number
  vcpuAvail: number | bigint
  bootloader: string
  bootloaderArgs: string
  onPoweroff: string
  onReboot: string
  onCrash: string
  onXendStart: string
  onXendStop: string
  weight: number
  cap: number
  /** The physical CPUs of each vCPU; empty for any. */
  cpus: number[][]
  image: Parsed[] | null
  devices: XenDevice[]
}

export interface XenDomain extends DomainConfig {
  /** What was defined of it while it ran: it is so once that run has ended. */
  next: DomainConfig | null
  /** Taken from what runs alone, as xends did before 3.3: the definition still has them. */
  unplugged: XenDevice[]
  /** As many as Xen has given it in this run, on or off. */
  builtVcpus: number
  /** Its share by what the scheduler was told, which before 3.2 is no part of the definition. */
  share: { weight: number; cap: number }
  /** Null: inactive. */
  id: number | null
  isManaged: boolean
  power: Power
  /** Waits for something to do, as most guests mostly do. */
  isBlocked: boolean
  /** Just built: Xen has not been asked about it yet, and its state is all dashes. */
  isNew: boolean
  /** Cannot go yet, as when a page of its memory is still mapped. */
  isHeld: boolean
  isDying: boolean
  /** Epoch of its last start; stays behind when it halts. */
  startedAt: number | null
  cpuTime: number
  onlineVcpus: number
  storeMfn: number | null
  consoleMfn: number | null
  asked: ShutdownReason | null
}

/** A domain that is defined and has never run. */
export const domainOf = (config: DomainConfig): XenDomain => ({
  ...config,
  next: null,
  unplugged: [],
  builtVcpus: config.vcpus,
  share: { weight: config.weight, cap: config.cap },
  id: null,
  isManaged: false,
  power: 'halted',
  isBlocked: false,
  isNew: false,
  isHeld: false,
  isDying: false,
  startedAt: null,
  cpuTime: 0,
  onlineVcpus: 1,
  storeMfn: null,
  consoleMfn: null,
  asked: null,
})

/** Whether Xen runs it, paused or not. */
export const isUp = (domain: XenDomain): boolean =>
  domain.power === 'running' || domain.power === 'paused'
