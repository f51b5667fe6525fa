'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Lock, MoreHorizontal, Pin } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { endOf, matchesOffer, type Offer, offersOf } from '@/lib/client/offers.ts'
import { useAnswers } from '@/components/data/services.ts'
import { useConnections } from '@/components/data/use-connections.ts'
import { Button } from '@/components/ui/button.tsx'
import { Icon } from '@/components/ui/icon.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Menu } from '@/components/ui/menu.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import { SearchBox } from '@/components/ui/search-box.tsx'
import { RenameEntry } from './rename-entry.tsx'

function useHistory() {
  const answers = useAnswers()
  const client = useQueryClient()
  const again = () => client.invalidateQueries({ queryKey: answers.history.key() })
  const { data: entries } = useQuery(answers.history.list.queryOptions())
  const { data: surroundings } = useQuery(
    answers.connections.surroundings.queryOptions({ staleTime: 60_000 }),
  )
  const connections = useConnections()
  const offers = useMemo(
    () => offersOf(entries ?? [], surroundings, connections ?? []),
    [entries, surroundings, connections],
  )
  const update = useMutation(answers.history.update.mutationOptions({ onSuccess: again }))
  const forget = useMutation(answers.history.forget.mutationOptions({ onSuccess: again }))
  const clear = useMutation(answers.history.clear.mutationOptions({ onSuccess: again }))
  return { offers, update, forget, clear }
}

/** Up and down move between the box and the lines, as in any list that is filtered while one types. */
function moveFocus(event: KeyboardEvent, list: HTMLElement | null) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const stops = [...(list?.querySelectorAll<HTMLElement>('input, [data-offer]') ?? [])]
  const at = stops.indexOf(document.activeElement as HTMLElement)
  const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}

function OfferLine({ offer, onPick }: { offer: Offer; onPick: () => void }) {
  const { entry } = offer
  return (
    <button
      type="button"
      data-offer
      onClick={onPick}
      data-tip={offer.uri}
      className="min-w-0 flex-1 rounded-md px-2.25 py-1.5 text-left"
    >
      <div className="flex items-center gap-1.5">
        <span className={offer.name === null ? 'mono truncate' : 'truncate'}>
          {offer.name ?? offer.uri}
        </span>
        {offer.readOnly && <Icon of={Lock} size={12} className="text-muted" />}
      </div>
      {offer.name !== null && <div className="mono truncate text-muted">{offer.uri}</div>}
      <div className="flex items-center gap-1 truncate text-small text-muted">
        {entry?.pinned && <Icon of={Pin} size={12} />}
        {entry === null ? (
          <span>{offer.from}</span>
        ) : (
          <>
            {offer.openNow ? <span>open now</span> : <RelativeTime at={entry.at} />}
            <span className="truncate">· {endOf(entry)}</span>
          </>
        )}
      </div>
    </button>
  )
}

/** What was opened before and what the surroundings name; one click opens it again. */
export function HistoryList({ onPick }: { onPick: (uri: string, readOnly: boolean) => void }) {
  const { offers, update, forget, clear } = useHistory()
  const [typed, setTyped] = useState('')
  const [renaming, setRenaming] = useState<Offer | null>(null)
  const list = useRef<HTMLElement>(null)
  const shown = offers.filter((offer) => matchesOffer(offer, typed))
  const menuFor = ({ entry, ...offer }: Offer) =>
    entry === null
      ? []
      : [
          {
            label: entry.pinned ? 'Unpin' : 'Pin',
            onSelect: () => update.mutate({ entry: entry.id, pinned: !entry.pinned }),
          },
          { label: 'Rename…', onSelect: () => setRenaming({ entry, ...offer }) },
          { label: 'Forget', onSelect: () => forget.mutate({ entry: entry.id }) },
        ]
  return (
    <section
      ref={list}
      aria-label="History"
      onKeyDown={(event) => moveFocus(event, list.current)}
      className="flex min-h-0 flex-col gap-1 bg-sunk p-2 desk:border-l desk:border-line"
    >
      <SearchBox
        label="Filter history"
        placeholder="Filter history"
        value={typed}
        onChange={setTyped}
      />
      {shown.length === 0 && (
        <p className="px-2 py-3 text-muted">
          {offers.length === 0 ? 'What you open is kept here, for you alone.' : 'Nothing matches.'}
        </p>
      )}
      <ul className="min-h-0 flex-1 overflow-y-auto">
        {shown.map((offer) => (
          <li key={offer.key} className="group flex items-center rounded-md hover:bg-hover">
            <OfferLine offer={offer} onPick={() => onPick(offer.uri, offer.readOnly)} />
            {offer.entry !== null && (
              <Menu
                label={`Actions for ${offer.uri}`}
                trigger={<IconButton label={`More for ${offer.uri}`} icon={MoreHorizontal} small />}
                entries={menuFor(offer)}
              />
            )}
          </li>
        ))}
      </ul>
      {offers.some(({ entry }) => entry !== null && !entry.pinned) && (
        <Button tone="ghost" small className="self-start" onClick={() => clear.mutate({})}>
          Clear all but pinned
        </Button>
      )}
      {renaming !== null && (
        <RenameEntry
          offer={renaming}
          onClose={() => setRenaming(null)}
          onRename={(entry, name) => update.mutate({ entry, name })}
        />
      )}
    </section>
  )
}
