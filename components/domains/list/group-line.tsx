'use client'

import { ChevronDown, ChevronRight } from 'lucide-react'
import type { Group } from '@/lib/client/list/grouping.ts'
import { formatCount } from '@/lib/format.ts'
import { paths } from '@/lib/paths.ts'
import { ConnectionAside } from '@/components/shell/connection-aside.tsx'
import { ConnectionDot } from '@/components/shell/connection-dot.tsx'
import { ConnectionRisks } from '@/components/shell/connection-risks.tsx'
import { GridCell } from '@/components/ui/grid.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Link } from '@/components/ui/link.tsx'

/** The head of a group: what it stands for, and of a connection how its host is. */
export function GroupLine({
  group: { label, connection, rows },
  folded,
  columns,
  onFold,
}: {
  group: Group
  folded: boolean
  /** How many columns it spans. */
  columns: number
  onFold: () => void
}) {
  return (
    <GridCell
      aria-colspan={columns}
      className="flex h-full items-center justify-between gap-2 font-strong whitespace-nowrap"
    >
      <div className="sticky left-0 flex min-w-0 items-center gap-2 pl-1.5">
        <IconButton
          small
          label={folded ? `Unfold ${label}` : `Fold ${label}`}
          icon={folded ? ChevronRight : ChevronDown}
          aria-expanded={!folded}
          className="aria-expanded:bg-transparent aria-expanded:hover:bg-hover"
          onClick={onFold}
        />
        {connection === null ? (
          <bdi className="truncate">{label}</bdi>
        ) : (
          <>
            <ConnectionDot state={connection.row.state} />
            <Link
              href={paths.connection(connection.row.id)}
              className="min-w-0 truncate rounded-sm hover:text-accent hover:underline"
            >
              <bdi>{label}</bdi>
            </Link>
            <span className="mono min-w-0 shrink-999 truncate font-normal text-muted max-desk:hidden">
              {connection.row.uri}
            </span>
            <ConnectionRisks row={connection.row} />
          </>
        )}
        <span className="num text-small font-normal text-muted">{formatCount(rows.length)}</span>
      </div>
      {connection && (
        <div className="sticky right-0 flex min-w-0 items-center gap-2 bg-sunk pr-3 pl-2">
          <ConnectionAside row={connection.row} />
        </div>
      )}
    </GridCell>
  )
}
