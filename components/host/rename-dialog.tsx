'use client'

import { useMutation } from '@tanstack/react-query'
import { connectionName } from '@/lib/client/connection-name.ts'
import { asApiError, sentenceOf } from '@/lib/client/request-failed.ts'
import type { ConnectionRow } from '@/lib/contract/live.ts'
import { useAnswers } from '@/components/data/services.ts'
import { LineDialog } from '@/components/ui/line-dialog.tsx'

/** Gives a connection a person's own word for it, or takes that away again. */
export function RenameDialog({ row, onClose }: { row: ConnectionRow; onClose: () => void }) {
  const update = useMutation(
    useAnswers().connections.update.mutationOptions({
      meta: { inPlace: true },
      onSuccess: onClose,
    }),
  )
  return (
    <LineDialog
      title="Rename this connection"
      label="Name"
      help={`Empty: it is called ${connectionName({ ...row, name: null })}.`}
      start={row.name ?? ''}
      whyNot={(text) => (text.trim().length > 200 ? 'At most 200 characters.' : null)}
      problem={update.error && sentenceOf(asApiError(update.error))}
      onSave={(text) => update.mutate({ connection: row.id, name: text.trim() || null })}
      onClose={onClose}
    />
  )
}
