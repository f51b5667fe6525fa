import { z } from 'zod'
import { Failure } from '../../../lib/failure.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import { refOf } from './read-domain.ts'

/** A command as QEMU's monitor reads it (QMP, docs/interop/qmp-spec). */
export interface MonitorCommand {
  execute: string
  arguments: Readonly<Record<string, string>>
}

const answer = z.object({ error: z.object({ desc: z.string() }).optional() })

/**
 * Has QEMU itself do something that libvirt has no call for; libvirt counts the domain as tainted from then on.
 * Throws host.refused with QEMU's own words.
 */
export async function monitorCommand(
  calls: Pick<RemoteClient, 'qemuDomainMonitorCommand'>,
  uuid: string,
  command: MonitorCommand,
): Promise<void> {
  const cmd = JSON.stringify(command)
  const { result } = await calls.qemuDomainMonitorCommand({ dom: refOf(uuid), cmd, flags: 0 })
  const { error } = readAnswer(result)
  if (error !== undefined) throw new Failure('host.refused', error.desc)
}

function readAnswer(text: string): z.infer<typeof answer> {
  try {
    return answer.parse(JSON.parse(text))
  } catch {
    throw new Failure('host.broke-protocol', 'QEMU’s monitor did not answer as it should.')
  }
}
