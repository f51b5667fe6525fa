import type { ShutdownReason, XenDomain } from './domain.ts'
import type { XenHost } from './xen-host.ts'

/** What a test can see of the domains and do to them, past xend. All throw where there is none of that name. */
export interface Hand {
  /** What the host holds; null: there is none of that name. */
  domain(name: string): Readonly<XenDomain> | null
  names(): string[]
  /** A guest does what it was asked to by `shutdown`; throws if it was asked nothing. */
  finishShutdown(name: string): void
  /** A guest ends of itself. */
  end(name: string, how: ShutdownReason): void
  crash(name: string): void
  block(name: string, isBlocked: boolean): void
  /** Uses so many seconds of processor. */
  spend(name: string, seconds: number): void
  /** From now on it cannot be got rid of, and stays dying. */
  hold(name: string): void
}

export function handOn(host: XenHost): Hand {
  const need = (name: string): XenDomain => {
    const found = host.find(name)
    if (found === null) throw new Error(`there is no domain ${name}`)
    return found
  }
  const end: Hand['end'] = (name, how) => host.ended(need(name), how)
  return {
    domain: (name) => host.find(name),
    names: () => host.all().map(({ name }) => name),
    finishShutdown: (name) => {
      const { asked } = need(name)
      if (asked === null) throw new Error(`nobody has asked ${name} to shut down`)
      end(name, asked)
    },
    end,
    crash: (name) => end(name, 'crash'),
    block: (name, isBlocked) => {
      need(name).isBlocked = isBlocked
    },
    spend: (name, seconds) => {
      need(name).cpuTime += seconds
    },
    hold: (name) => {
      need(name).isHeld = true
    },
  }
}
