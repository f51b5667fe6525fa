import type { KiB } from '../units.ts'
import type { DomainState } from './domain-state.ts'

/** What a definition says of a domain beyond its numbers; read from its XML, so it may arrive after the domain itself. */
export interface DomainDetails {
  title: string | null
  description: string | null
  /** `<os><type>`: hvm, linux, exe … */
  osType: string | null
  arch: string | null
  machine: string | null
  /** What runs inside, when the definition says so (libosinfo metadata), as a short name: `debian 12`. */
  system: string | null
  firmware: 'bios' | 'uefi' | null
  /** `<graphics type>` in order: vnc, spice … */
  graphics: string[]
  /** The target names of its disks and what they come from. */
  disks: { target: string; source: string | null }[]
  interfaces: {
    mac: string | null
    source: string | null
    model: string | null
    target: string | null
  }[]
  /** Addresses the host knows of (DHCP leases); empty when none or unknown. */
  addresses: string[]
}

/** A domain as a driver knows it. */
export interface Domain {
  uuid: string
  name: string
  /** null while it is inactive. */
  id: number | null
  state: DomainState
  /** One of `domainReasons[state]`. */
  reason: string
  /** False: it vanishes when it stops. */
  persistent: boolean
  autostart: boolean
  managedSave: boolean
  vcpus: number
  memory: KiB
  maxMemory: KiB
  details: DomainDetails | null
}
