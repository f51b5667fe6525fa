import { type Asking, domainPlace } from './asking.ts'
import type { Fields } from './http-request.ts'
import type { AskOptions } from './xend-http.ts'

type Until = AbortSignal | undefined

export type ShutdownReason = 'poweroff' | 'reboot' | 'halt' | 'suspend' | 'crash'

export interface Migration {
  /** A host as xend's host names it. */
  destination: string
  live: boolean
  /** 0: the default of that host's xend, 8002. */
  port: number
  /** Whether a definition goes along, from xend 4.0 on. */
  home?: boolean
}

/** What becomes of one domain as a whole. Resolve when xend has answered, which for shutdown is long before it is. */
export function guestCalls({ post }: Asking) {
  const tell = async (name: string, op: string, fields?: Fields, options?: AskOptions) => {
    await post(domainPlace(name), op, fields, options)
  }
  return {
    pause: (name: string, signal?: Until) => tell(name, 'pause', {}, { signal }),
    unpause: (name: string, signal?: Until) => tell(name, 'unpause', {}, { signal }),
    /** Only asks the guest. */
    shutdown: (name: string, reason: ShutdownReason, signal?: Until) =>
      tell(name, 'shutdown', { reason }, { signal }),
    destroy: (name: string, signal?: Until) =>
      tell(name, 'destroy', {}, { signal, pace: 'hotplug' }),
    /** Runs a managed domain. From xend 3.0.4 on, as is delete. */
    start: (name: string, signal?: Until) => tell(name, 'start', {}, { signal, pace: 'hotplug' }),
    /** Forgets a managed domain, which must be halted. */
    delete: (name: string, signal?: Until) => tell(name, 'delete', {}, { signal }),
    rename: (name: string, to: string, signal?: Until) =>
      tell(name, 'rename', { name: to }, { signal }),
    /** One key as SysRq knows it, such as `s`. xend wants the code of its character. */
    sysrq: (name: string, key: string, signal?: Until) =>
      tell(name, 'sysrq', { key: key.charCodeAt(0) }, { signal }),
    /** Paths are of xend's host. */
    save: (name: string, file: string, signal?: Until) =>
      tell(name, 'save', { file }, { signal, pace: 'memory' }),
    /** From xend 3.0.4 on; `reset` is of 3.4 and must be there from then on. */
    dump: (name: string, { file, live, crash }: Dump, signal?: Until) => {
      const fields = { file, live: Number(live), crash: Number(crash), reset: 0 }
      return tell(name, 'dump', fields, { signal, pace: 'memory' })
    },
    migrate: (name: string, to: Migration, signal?: Until) => {
      const { destination, port, home = false } = to
      const asked = { destination, live: Number(to.live), port }
      const fields = { ...asked, ...migrateOfEveryVersion, change_home_server: Number(home) }
      return tell(name, 'migrate', fields, { signal, pace: 'memory' })
    },
  }
}

export interface Dump {
  file: string
  live: boolean
  crash: boolean
}

/** xend <= 3.2 must have `resource`, 3.3 and later `node` and `ssl`, 4.0 change_home_server; none minds the others. */
const migrateOfEveryVersion = { resource: 0, node: -1, ssl: 0 }
