'use client'

import { useRouter } from 'next/navigation'
import { connectionName } from '@/lib/client/connection-name.ts'
import { problemOf } from '@/lib/client/request-failed.ts'
import type { ConnectionRow } from '@/lib/contract/live.ts'
import { hostPathRules, whyNotText } from '@/lib/libvirt/text-rules.ts'
import { paths } from '@/lib/paths.ts'
import { useHostChange } from '@/components/data/use-change.ts'
import { useSettled } from '@/components/data/use-settled.ts'
import { LineDialog } from '@/components/ui/line-dialog.tsx'
import { useToast } from '@/components/ui/toast.tsx'

/** Runs a machine on from where it was saved to a file of the host, and leads to it. */
export function RestoreDialog({ row, onClose }: { row: ConnectionRow; onClose: () => void }) {
  const { whyNot, settle } = useHostChange(row.id)
  const { waits, problem, settle: follow } = useSettled()
  const tell = useToast()
  const router = useRouter()
  const restore = async (path: string) => {
    const ended = await follow((looking) => settle('restore', { path }, looking))
    if (ended === null) return
    if (ended.domain === null) {
      tell({ tone: 'run', says: 'It runs on from where it was saved.' })
      onClose()
    } else router.push(paths.domain(row.id, ended.domain))
  }
  return (
    <LineDialog
      title={`Restore a machine on ${connectionName(row)}`}
      label="File"
      help="On that host, from “/” on: what “Save to a file” wrote. The machine goes on where it was, with the disks as they are now."
      placeholder="/var/tmp/machine.save"
      start=""
      act="Restore"
      code
      wrong={(text) => (text === '' ? null : whyNotText(text, hostPathRules))}
      whyNot={(text) => whyNot('restore') ?? whyNotText(text, hostPathRules)}
      waits={waits}
      problem={problemOf(problem)}
      onSave={(path) => void restore(path)}
      onClose={onClose}
    />
  )
}
