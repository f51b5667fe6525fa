'use client'

import { useMutation } from '@tanstack/react-query'
import { asApiError, sentenceOf } from '@/lib/client/request-failed.ts'
import type { ConnectionRow } from '@/lib/contract/live.ts'
import { useAnswers } from '@/components/data/services.ts'
import { Chip } from '@/components/ui/chip.tsx'
import { LineDialog } from '@/components/ui/line-dialog.tsx'

const tagsIn = (text: string): string[] => [
  ...new Set(text.split(',').flatMap((tag) => tag.trim() || [])),
]

function whyNotTags(text: string): string | null {
  const tags = tagsIn(text)
  if (tags.length > 20) return 'At most 20 tags.'
  return tags.some((tag) => tag.length > 40) ? 'A tag has at most 40 characters.' : null
}

/** Words to group and filter connections by. */
export function TagsDialog({ row, onClose }: { row: ConnectionRow; onClose: () => void }) {
  const update = useMutation(
    useAnswers().connections.update.mutationOptions({
      meta: { inPlace: true },
      onSuccess: onClose,
    }),
  )
  return (
    <LineDialog
      title="Tags of this connection"
      label="Tags"
      help="Separated by commas. The sidebar groups by the first; the filter finds each as tag:word."
      start={row.tags.join(', ')}
      whyNot={whyNotTags}
      problem={update.error && sentenceOf(asApiError(update.error))}
      onSave={(text) => update.mutate({ connection: row.id, tags: tagsIn(text) })}
      onClose={onClose}
    >
      {(text) => (
        <div className="flex min-h-5 flex-wrap gap-1.5">
          {tagsIn(text).map((tag) => (
            <Chip key={tag}>{tag}</Chip>
          ))}
        </div>
      )}
    </LineDialog>
  )
}
