import type { Clock } from '../../lib/clock.ts'
import type { Milliseconds } from '../../lib/units.ts'

const pulse: Milliseconds = 2_000
/** No busy process is this late; one that was stopped, or whose machine slept, is. */
const late: Milliseconds = 5_000

export interface Wakes {
  clock: Clock
  /** The addresses of this machine, as any text that is another when they are. */
  addresses(): string
  /** Whether a host is waited for; only then the addresses are looked at. */
  away(): boolean
  /** This machine has other addresses than before: what was out of reach may not be. */
  moved(): void
  /** Time has jumped: whatever was open then may be no more, without anybody having been told. */
  slept(): void
}

/** Notices what a process is not told: that it slept, and that the network has changed. Until `signal` aborts. */
export async function watchWakes(wakes: Wakes, signal: AbortSignal): Promise<void> {
  const { clock } = wakes
  let known: string | null = null
  while (!signal.aborted) {
    const before = clock.now()
    await clock.sleep(pulse, signal)
    if (signal.aborted) return
    if (clock.now() - before > pulse + late) wakes.slept()
    const found = wakes.away() ? wakes.addresses() : null
    if (known !== null && found !== null && found !== known) wakes.moved()
    known = found
  }
}
