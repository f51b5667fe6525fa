'use client'

import type { OfferedConsole } from '@/lib/client/console-choices.ts'
import { asApiError, sentenceOf } from '@/lib/client/request-failed.ts'
import type { DomainRow } from '@/lib/contract/live.ts'
import { useApi } from '@/components/data/services.ts'
import { lacksOf } from '@/components/data/use-change.ts'
import { useConnection } from '@/components/data/use-connections.ts'
import { useConfirm } from '@/components/shell/confirm-host.tsx'
import { useToast } from '@/components/ui/toast.tsx'

/** Sends a break over a serial line, once the person knows what that leaves behind. */
export function useBreak(
  connection: string,
  domain: DomainRow,
  { choice, serial }: OfferedConsole,
) {
  const api = useApi()
  const confirm = useConfirm()
  const tell = useToast()
  const row = useConnection(connection)
  const whyNot = !serial
    ? 'Only a serial line knows a break.'
    : row && lacksOf(row).includes('sendBreak')
      ? 'This hypervisor cannot do that.'
      : null
  const send = async () => {
    if (choice.by !== 'text') return
    const title = `Send a break to ${domain.name}?`
    const loses =
      'It goes through QEMU’s monitor, and libvirt marks the machine as tainted by that until it is started anew. In a Linux guest the next key may be a SysRq command.'
    if (!(await confirm({ title, loses, act: 'Send a break' }))) return
    try {
      await api.consoles.sendBreak({ connection, domain: domain.uuid, device: choice.device })
    } catch (cause) {
      const error = asApiError(cause)
      tell({ tone: 'bad', says: sentenceOf(error), detail: error.detail })
    }
  }
  return { whyNot, send }
}
