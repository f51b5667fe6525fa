'use client'

import { Ellipsis, X } from 'lucide-react'
import type { Listed } from '@/lib/client/list/listed.ts'
import type { BulkOffer } from '@/lib/client/list/offers.ts'
import { formatCount } from '@/lib/format.ts'
import { actionWords } from '@/lib/libvirt/words.ts'
import { Button } from '@/components/ui/button.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Menu } from '@/components/ui/menu.tsx'
import type { MenuEntry } from '@/components/ui/menu-entry.ts'

/** Under the list: what can be done with the selection, and how much of everything is shown. */
export const ListFoot = ({
  selected,
  offers,
  take,
  more,
  onClear,
  shown,
  total,
  stale,
}: {
  selected: readonly Listed[]
  offers: readonly BulkOffer[]
  take: (offer: BulkOffer) => void
  /** What else can be done with it. */
  more: readonly MenuEntry[]
  onClear: () => void
  shown: number
  total: number
  /** Nothing of it is up to date: a link is down. */
  stale: boolean
}) => (
  <div className="flex h-10 shrink-0 items-center gap-3 border-t border-line bg-sunk px-4.5 text-small text-muted max-desk:px-2.5">
    {selected.length > 0 && (
      <section
        aria-label="Selection"
        className="flex min-w-0 animate-appear items-center gap-1.5 overflow-x-auto p-0.5"
      >
        <IconButton small label="Select nothing" icon={X} onClick={onClear} />
        <strong className="num me-1 font-strong whitespace-nowrap text-text">
          {formatCount(selected.length)} selected
        </strong>
        {offers.map((offer) => (
          <Button
            key={offer.action}
            small
            tone={actionWords[offer.action].loses === null ? 'plain' : 'danger'}
            whyNot={offer.whyNot}
            data-tip={offer.rest ?? undefined}
            onClick={() => take(offer)}
          >
            {offer.label}
          </Button>
        ))}
        <Menu
          entries={more}
          trigger={<IconButton small label="More for the selection" icon={Ellipsis} tone="plain" />}
        />
      </section>
    )}
    <span className="flex-1" />
    <span role="status" className="num whitespace-nowrap max-desk:hidden">
      {formatCount(shown)} shown · {formatCount(total)} in all
      {stale ? ' · not updated now' : ' · live'}
    </span>
  </div>
)
