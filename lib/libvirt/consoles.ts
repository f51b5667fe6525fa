/** Display protocols that a page here can show. */
export const shownDisplays = ['vnc', 'spice'] as const
export type ShownDisplay = (typeof shownDisplays)[number]

/** Where a display of a running domain listens, by `<graphics>` of its live definition. */
export type DisplayPlace =
  | { by: 'socket'; path: string }
  /** As the host has it: an address of its own or one for all. A port of 0 is none. */
  | { by: 'port'; address: string; port: number; tlsPort: number }
  /** `<listen type='none'/>`, or ports not given yet: nobody gets there. */
  | { by: 'nothing' }

export interface Display {
  /** Among the `<graphics>` of its definition, from 0. */
  index: number
  /** vnc, spice, rdp, sdl … */
  kind: string
  place: DisplayPlace
}

export const textKinds = ['console', 'serial', 'parallel', 'channel'] as const

/** A device of characters that virDomainOpenConsole or virDomainOpenChannel opens. */
export interface TextDevice {
  /** Its alias, as those calls are told: serial0, console0, channel0 … */
  name: string
  kind: (typeof textKinds)[number]
  /** The name a channel has in the guest: com.redhat.spice.0, org.qemu.guest_agent.0 … */
  target: string | null
  /** What is behind it on the host: pty, unix, spicevmc, tcp … */
  backend: string
}
