import type { TestProject } from 'vitest/node'
import { startDaemon } from './daemon.ts'
import { whyNoLab } from './possible.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Why real-daemon tests are skipped here, or null. */
    labSkipped: string | null
  }
}

/** One daemon for all tests that only look, named by OIRASE_LIBVIRT_SOCKET; those that break things start their own. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const reason = whyNoLab()
  project.provide('labSkipped', reason)
  if (reason !== null) {
    console.warn(`skipped: tests against a real libvirtd (${reason})`)
    return undefined
  }
  const daemon = await startDaemon()
  process.env.OIRASE_LIBVIRT_SOCKET = daemon.socket
  return () => daemon.stop()
}
