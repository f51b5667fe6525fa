import { keepsInactive } from './config-format.ts'
import type { XendHost } from './node.ts'

/** What one xend can do and another cannot, each as its sources have it (tools/python/xen/xend). */
export interface XendAbilities {
  /** Definitions of domains, by `new`, `start` and `delete`; `dump` came with them. */
  keeps: boolean
  /** 3.0.4 keeps the word on_xend_start and starts nothing by it: autostart_domains is of 3.1. */
  autostarts: boolean
  /** Up to 3.3 pincpu pins to all CPUs whatever it is told: the layer below wants a list and gets a text. */
  pins: boolean
  /** Whether a definition may have other CPUs for each virtual one. 3.1 takes it and then cannot start the domain. */
  pinsEach: boolean
  /** Whether the credit scheduler rules. xend says which it is from 3.1 on; 3.0.3 came with credit, and 3.0.2 has no op. */
  credit: boolean
  /** Before, no cap is read, and what the scheduler is told is no part of the definition. */
  creditIsKept: boolean
  /** Before, the op wants an id. */
  creditOfInactive: boolean
  /** Before, a device goes from what runs and stays in the definition. */
  unplugsForGood: boolean
  /** What set_vcpus sets of an inactive domain: all that it has, those of them that are on, or how many there may be. */
  vcpusOfInactive: 'all' | 'online' | 'most'
  /** Before, `live` and `crash` are written to the log and no more. */
  dumpsAsTold: boolean
  /** Whether a definition can go to another host with its domain. */
  movesDefinitions: boolean
}

export function abilitiesOf(host: XendHost): XendAbilities {
  const { format, scheduler } = host
  const since = (major: number, minor: number) => isSince(host.version, major, minor)
  return {
    keeps: keepsInactive(format),
    autostarts: format === 4,
    pins: since(3, 4),
    pinsEach: since(3, 3),
    credit: format > 1 && (scheduler === null || scheduler === 'credit'),
    creditIsKept: since(3, 2),
    creditOfInactive: since(3, 3),
    unplugsForGood: since(3, 3),
    vcpusOfInactive: since(3, 2) ? 'most' : since(3, 1) ? 'online' : 'all',
    dumpsAsTold: since(3, 4),
    movesDefinitions: since(4, 0),
  }
}

/** One that says no version is taken for an old one. */
function isSince(version: string | null, major: number, minor: number): boolean {
  const [ours = 0, theirs = 0] = (version ?? '').split('.').map(Number)
  return ours > major || (ours === major && theirs >= minor)
}
