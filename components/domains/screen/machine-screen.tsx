'use client'

import { MonitorOff } from 'lucide-react'
import { whyNoScreen } from '@/lib/client/why-no-screen.ts'
import type { ConnectionRow, DomainRow } from '@/lib/contract/live.ts'
import { isActive } from '@/lib/libvirt/domain-state.ts'
import { lacksOf } from '@/components/data/use-change.ts'
import { useBlobUrl, usePicture } from '@/components/data/use-picture.ts'
import { classes } from '@/components/ui/classes.ts'
import { Icon } from '@/components/ui/icon.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'

/**
 * The screen of a machine, every few seconds anew while `looks`. The last picture stays until the next has come, grey
 * and with its age when that is late; what has none says why.
 */
export function MachineScreen({
  connection,
  domain,
  looks = true,
  aged = false,
}: {
  connection: ConnectionRow
  domain: DomainRow
  looks?: boolean
  /** Tells the picture's age always. */
  aged?: boolean
}) {
  const open = connection.state.phase === 'open'
  const draws = isActive(domain.state) && !lacksOf(connection).includes('screenshot')
  const screen = { connection: connection.id, uuid: domain.uuid, life: domain.id }
  const { shown, error, missed } = usePicture(screen, looks && open && draws)
  const url = useBlobUrl(draws ? (shown?.picture ?? null) : null)
  const why = whyNoScreen({ active: isActive(domain.state), draws, open, error, missed })
  const late = why !== null || missed > 0
  return (
    <div className="relative grid aspect-4/3 overflow-hidden rounded-md bg-sunk">
      {shown === null || url === null ? (
        <Empty why={why} detail={error?.detail ?? null} />
      ) : (
        <>
          {/* biome-ignore lint/performance/noImgElement: a picture that changes every few seconds is nothing to optimise */}
          <img
            src={url}
            alt={`The screen of ${domain.name}`}
            className={classes('size-full object-contain', late && 'opacity-60 grayscale')}
          />
          {(late || aged) && (
            <span className="absolute right-1.5 bottom-1.5 rounded-sm bg-raised px-1.5 text-tiny text-muted">
              <RelativeTime at={shown.at} />
            </span>
          )}
        </>
      )}
    </div>
  )
}

function Empty({ why, detail }: { why: string | null; detail: string | null }) {
  if (why === null) return <Skeleton className="size-full" />
  return (
    <div className="grid place-items-center content-center gap-1 px-3 text-center text-small text-muted">
      <Icon of={MonitorOff} size={20} />
      {why}
      {detail !== null && <span className="line-clamp-2 text-tiny wrap-anywhere">{detail}</span>}
    </div>
  )
}
