import { type Clock, systemClock } from '../../../lib/clock.ts'
import { Failure } from '../../../lib/failure.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import { dottedVersion } from '../dotted-version.ts'
import type { Driver, OpenOptions } from '../driver.ts'
import { plainOrNull } from '../plain.ts'
import { failedWith, unlessRefused } from './failures.ts'
import { type DialRemote, openLine, type RemotePlan } from './line.ts'
import { type Host, RemoteDriver } from './remote-driver.ts'

/** virDrvFeature: peer-to-peer migration; events with callback ids (libvirt 1.3.3). */
const features = { migration: 4, eventCallbacks: 14 }
const versionPatience: Milliseconds = 1_000

/**
 * Opens a hypervisor through a libvirt daemon. `dial` gives a new wire to that daemon each time it is called.
 * Throws Failure: what dialling and signing in came to, or why the daemon does not open it.
 */
export async function openRemote(
  plan: RemotePlan,
  dial: DialRemote,
  options: OpenOptions,
  clock: Clock = systemClock,
): Promise<Driver> {
  const line = await openLine(plan, dial, options, clock)
  try {
    const host = await readHost(line.calls, options.signal)
    // Few hypervisors ever send it and old daemons cannot; that the line breaks is told anyway.
    line.calls.connectRegisterCloseCallback().catch(() => null)
    const { readOnly, asker } = options
    return new RemoteDriver({ plan, dial, line, host, clock, readOnly, asker })
  } catch (cause) {
    await line.close()
    throw cause
  }
}

/** Who is there, by calls that leave together: opening from afar is slow enough. */
async function readHost(calls: RemoteClient, signal: AbortSignal): Promise<Host> {
  const [{ supported }, { type }, hostname, version, library, migration] = await Promise.all([
    calls.connectSupportsFeature({ feature: features.eventCallbacks }, { signal }),
    calls.connectGetType({}, { signal }),
    unlessRefused(calls.connectGetHostname({}, { signal }), { hostname: '' }),
    hypervisorVersion(calls, signal),
    unlessRefused(calls.connectGetLibVersion({}, { signal }), { libVer: 0 }),
    unlessRefused(calls.connectSupportsFeature({ feature: features.migration }, { signal }), {
      supported: false,
    }),
  ])
  if (!supported) {
    throw new Failure('host.unsupported', 'Its libvirt is older than 1.3.3, which Oirase needs.')
  }
  return {
    hypervisor: plainOrNull(type) ?? 'unknown',
    hostname: plainOrNull(hostname.hostname),
    version: dottedVersion(version.hvVer),
    libraryVersion: dottedVersion(library.libVer),
    migrates: migration.supported,
  }
}

/** QEMU's driver may first start every emulator it finds, for seconds: its version is not worth so long a wait. */
function hypervisorVersion(calls: RemoteClient, signal: AbortSignal): Promise<{ hvVer: number }> {
  const unknown = { hvVer: 0 }
  const asked = calls.connectGetVersion({}, { signal, timeout: versionPatience })
  return unlessRefused(asked, unknown).catch((cause: unknown) => {
    if (failedWith(cause, 'host.silent')) return unknown
    throw cause
  })
}
