'use client'

import { ScrollText } from 'lucide-react'
import type { Happening } from '@/lib/client/lately.ts'
import { asApiError, sentenceOf } from '@/lib/client/request-failed.ts'
import { Banner } from '@/components/ui/banner.tsx'
import { CopyText } from '@/components/ui/copy-button.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { VirtualList } from '@/components/ui/virtual-list.tsx'
import { HappeningLine } from './happening-line.tsx'
import { useHappenings } from './use-happenings.ts'

const keyOf = ({ key }: Happening) => key

/** A task carries its command on a second line. */
const heightOf = (happening: Happening) =>
  happening.kind === 'task' && happening.task.virsh !== null ? 53 : 33

/** Everything that happened to the machine while it was watched, newest first. */
export function MachineLog({ connection, uuid }: { connection: string; uuid: string }) {
  const { happenings, kept } = useHappenings(connection, uuid)
  return (
    <div className="flex min-h-60 flex-1 flex-col">
      {kept.error && (
        <Banner
          tone="bad"
          says={`Older events did not come. ${sentenceOf(asApiError(kept.error))}`}
        />
      )}
      {happenings.length === 0 && !kept.isPending ? (
        <EmptyState
          icon={ScrollText}
          title="Nothing yet"
          says="What its host tells of it, and what anybody asks of it here, is listed from now on."
        />
      ) : (
        <VirtualList
          label="Log"
          entries={happenings}
          keyOf={keyOf}
          heightOf={heightOf}
          leastHeight={33}
        >
          {(happening) => (
            <div className="px-4.5 py-1.5 max-desk:px-2.5">
              <HappeningLine happening={happening} />
              {happening.kind === 'task' && happening.task.virsh !== null && (
                <CopyText text={happening.task.virsh} className="ms-4 text-muted" />
              )}
            </div>
          )}
        </VirtualList>
      )}
    </div>
  )
}
