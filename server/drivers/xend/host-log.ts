import type { HostLog } from '../../../lib/libvirt/abilities.ts'
import type { Bytes } from '../../../lib/units.ts'
import type { XendCalls } from './xend-calls.ts'

const logs = {
  daemon: (calls) => calls.log(),
  hypervisor: (calls) => calls.dmesg(),
} as const satisfies Record<HostLog, (calls: LogCalls) => Promise<string>>

type LogCalls = Pick<XendCalls, 'log' | 'dmesg'>

/** The end of a log, and whether that is all of it. */
export async function readHostLog(calls: LogCalls, of: HostLog, most: Bytes) {
  const text = await logs[of](calls)
  const bytes = Buffer.from(text)
  if (bytes.length <= most) return { text, whole: true }
  let from = bytes.length - most
  // not from within a character: its first byte is none of 10xxxxxx
  while (((bytes[from] ?? 0) & 0xc0) === 0x80) from += 1
  return { text: bytes.toString('utf8', from), whole: false }
}
