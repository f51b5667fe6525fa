import { type Clock, systemClock } from '../../../lib/clock.ts'
import { Failure } from '../../../lib/failure.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import type { Driver, OpenOptions } from '../driver.ts'
import { unlessRefused } from './failures.ts'
import { type DialRemote, openLine, type RemotePlan } from './line.ts'
import { plainOrNull } from './plain.ts'
import { type Host, RemoteDriver } from './remote-driver.ts'

/** virDrvFeature: events with callback ids (libvirt 1.3.3), and a message when the hypervisor is lost. */
const eventCallbacks = 14
const closeCallback = 15
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
    const host = await readHost(line.calls, options.signal, clock)
    return new RemoteDriver({ plan, dial, line, host, clock, readOnly: options.readOnly })
  } catch (cause) {
    await line.close()
    throw cause
  }
}

/** Who is there, by calls that leave together. */
async function readHost(calls: RemoteClient, signal: AbortSignal, clock: Clock): Promise<Host> {
  const supports = async (feature: number) =>
    (await calls.connectSupportsFeature({ feature }, { signal })).supported
  const [events, closing, { type }, hostname, version, library] = await Promise.all([
    supports(eventCallbacks),
    supports(closeCallback),
    calls.connectGetType({}, { signal }),
    unlessRefused(calls.connectGetHostname({}, { signal }), { hostname: '' }),
    hypervisorVersion(calls, signal, clock),
    unlessRefused(calls.connectGetLibVersion({}, { signal }), { libVer: 0 }),
  ])
  if (!events) {
    throw new Failure('host.unsupported', 'Its libvirt is older than 1.3.3, which Oirase needs.')
  }
  if (closing) await calls.connectRegisterCloseCallback({}, { signal })
  return {
    hypervisor: plainOrNull(type) ?? 'unknown',
    hostname: plainOrNull(hostname.hostname),
    version: dotted(version),
    libraryVersion: dotted(library.libVer),
  }
}

/** QEMU's driver may first start every emulator it finds, for seconds: its version is not worth so long a wait. */
async function hypervisorVersion(
  calls: RemoteClient,
  signal: AbortSignal,
  clock: Clock,
): Promise<number> {
  const known = new AbortController()
  const asked = unlessRefused(calls.connectGetVersion({}, { signal }), { hvVer: 0 })
  const late = clock.sleep(versionPatience, known.signal).then(() => ({ hvVer: 0 }))
  try {
    return (await Promise.race([asked, late])).hvVer
  } finally {
    known.abort()
  }
}

/** major × 1,000,000 + minor × 1,000 + micro (virConnectGetVersion). */
const dotted = (version: number): string | null =>
  version === 0
    ? null
    : [version / 1_000_000, (version / 1_000) % 1_000, version % 1_000].map(Math.trunc).join('.')
