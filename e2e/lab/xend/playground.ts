import path from 'node:path'
import { someGuests } from './guests.ts'
import { versions } from './personality.ts'
import { realProxyName, startXenProxy } from './start-xen-proxy.ts'
import { startXend } from './start-xend.ts'

/** Old Xen hosts for a person to play with. */
export interface XenPlayground {
  /** A URI or a path, and what it shows. */
  readonly rows: readonly (readonly [uri: string, shows: string])[]
  stop(): Promise<void>
}

/** Long enough to be seen waiting for it. */
const obeyAfter = 3_000

/** Starts a xend of every version on a port, one on a socket in `folder`, and the proxy where its name is free. */
export async function startXenPlayground(folder: string): Promise<XenPlayground> {
  const started: { stop(): Promise<void> }[] = []
  const rows: (readonly [string, string])[] = []
  const stop = async () => {
    for (const one of started.splice(0)) await one.stop()
  }
  const start = async (
    version: (typeof versions)[number],
    listen: { port: number } | { socket: string },
  ) => {
    const domains = someGuests
    const xend = await startXend({ personality: version, listen, obeyAfter, domains, shuffle: 1 })
    started.push(xend)
    rows.push([xend.url, `a xend of Xen ${version}`])
  }
  try {
    for (const version of versions) await start(version, { port: 0 })
    await start('3.1', { socket: path.join(folder, 'xend-socket') })
    const proxy = await proxyIfFree()
    if (proxy !== null) {
      started.push(proxy)
      rows.push(['xen:///', 'the Xen proxy, to who is not root and has no libvirt or xend here'])
    }
    return { rows, stop }
  } catch (cause) {
    await stop()
    throw cause
  }
}

/** Null: somebody has the name, which there is once on a machine. */
async function proxyIfFree() {
  try {
    return await startXenProxy({ abi: 'x86_64', socket: realProxyName })
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE') return null
    throw cause
  }
}
