import type { ConsoleChoice, ConsoleList } from '../contract/consoles.ts'
import type { DirectDisplay } from '../libvirt/direct-display.ts'

/** One console of a machine as a page offers it. */
export interface OfferedConsole {
  /** In the address: `display-0`, `text-serial0`. */
  key: string
  label: string
  choice: ConsoleChoice
  /** vnc, spice, or text. */
  kind: string
  /** A serial line, which knows a break. */
  serial: boolean
  whyNot: string | null
  mend: 'listen-on-all' | null
  /** For a program beside the browser; null: it would not get there. */
  direct: DirectDisplay | null
}

const names: Record<string, string> = { vnc: 'VNC', spice: 'SPICE' }
const textNames = {
  console: 'Text console',
  serial: 'Serial',
  parallel: 'Parallel',
  channel: 'Channel',
} as const

/** The guest's own agent talks on this one, and a person would only disturb it. */
const agents = ['org.qemu.guest_agent.0', 'com.redhat.spice.0', 'org.libguestfs.channel.0']

/** Which of these libvirt opens: a terminal, or for a channel a socket (qemuDomainOpenConsole, qemuDomainOpenChannel). */
const openable = { pty: true, unix: true } as Record<string, boolean>

/** Everything of a machine that can be looked into: displays first, those in reach before others. */
export function offeredConsoles({ displays, texts }: ConsoleList): OfferedConsole[] {
  const shown = displays.map(({ index, kind, whyNot, mend, direct }) => ({
    key: `display-${index}`,
    label: `${names[kind] ?? kind.toUpperCase()}${displays.length > 1 ? ` ${index + 1}` : ''}`,
    choice: { by: 'display', index } as const,
    ...{ kind, whyNot, mend, direct, serial: false },
  }))
  const read = texts
    .filter(({ target }) => target === null || !agents.includes(target))
    .map(({ name, kind, target, backend }) => ({
      key: `text-${name}`,
      label: `${textNames[kind]}: ${target ?? name}`,
      choice: { by: 'text', device: name, force: false } as const,
      kind: 'text',
      serial: kind === 'serial' || kind === 'console',
      whyNot: openable[backend]
        ? null
        : `It is connected to “${backend}” on its host, which libvirt does not open.`,
      mend: null,
      direct: null,
    }))
  return [...shown, ...read].sort((a, b) => Number(a.whyNot !== null) - Number(b.whyNot !== null))
}
