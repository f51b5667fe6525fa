'use client'

import { memo, useRef } from 'react'
import type { Listed } from '@/lib/client/list/listed.ts'
import { stateBadge } from '@/lib/libvirt/words.ts'
import { paths } from '@/lib/paths.ts'
import { Link } from '@/components/ui/link.tsx'
import { Pill } from '@/components/ui/pill.tsx'
import { MachineScreen } from '../screen/machine-screen.tsx'
import { useInSight } from './use-in-sight.ts'

/** Px: around the picture with the border, and what is left of the card's height beside the picture's. */
export const cardSizes = { padding: 7, caption: 58 }

/** One machine on the wall: its screen, its name and state. It opens the console. */
export const WallCard = memo(function WallCard({
  listed: { connection, domain },
  named,
}: {
  listed: Listed
  /** Says which connection it is of. */
  named: boolean
}) {
  const card = useRef<HTMLAnchorElement>(null)
  const looks = useInSight(card)
  const { label, tone } = stateBadge(domain)
  return (
    <Link
      ref={card}
      href={paths.domainConsole(connection.row.id, domain.uuid)}
      className="surface block size-full p-1.5 hover:bg-hover"
    >
      {/* the picture may come between a press and its release: both are to find the card */}
      <div className="pointer-events-none">
        <MachineScreen connection={connection.row} domain={domain} looks={looks} />
      </div>
      <span className="flex h-11 items-center gap-2 px-1 pt-1">
        <span className="grid min-w-0 flex-1">
          <bdi className="truncate font-strong">{domain.name}</bdi>
          {named && <bdi className="truncate text-tiny text-muted">{connection.place.name}</bdi>}
        </span>
        <Pill tone={tone}>{label}</Pill>
      </span>
    </Link>
  )
})
