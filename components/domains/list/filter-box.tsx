'use client'

import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { parseFilter } from '@/lib/client/list/filter-parse.ts'
import {
  acceptSuggestion,
  type KnownValues,
  type Suggestion,
  suggestFilter,
} from '@/lib/client/list/filter-suggest.ts'
import { type FilterParts, joinFilter, splitFilter } from '@/lib/client/list/filter-text.ts'
import { Chip } from '@/components/ui/chip.tsx'
import { Kbd } from '@/components/ui/kbd.tsx'
import { SearchBox } from '@/components/ui/search-box.tsx'
import { SuggestionList } from './suggestion-list.tsx'

/** `/` goes to the box from anywhere on the page where nothing is being typed. */
function useSlash(id: string) {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      const { target } = event
      const typing =
        target instanceof HTMLElement &&
        (target.isContentEditable || target.matches('input, textarea, select'))
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      document.getElementById(id)?.focus()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [id])
}

/** The parts as they are shown. Text that came from outside (an address, a saved view) is finished throughout. */
function useParts(value: string, onChange: (value: string) => void) {
  const [shown, setShown] = useState(() => ({ value, parts: splitFilter(value, true) }))
  if (shown.value !== value) setShown({ value, parts: splitFilter(value, true) })
  const { parts } = shown
  const put = (next: FilterParts) => {
    const joined = joinFilter(next)
    setShown({ value: joined, parts: next })
    onChange(joined)
  }
  const type = (draft: string) => {
    const typed = splitFilter(draft, false)
    put({ chips: [...new Set([...parts.chips, ...typed.chips])], draft: typed.draft })
  }
  return { parts, put, type }
}

/** Which suggestion the arrow keys stand on; null: none, and Enter means the text as it is. */
function useSuggestions(draft: string, known: KnownValues) {
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState<number | null>(null)
  const all = open ? suggestFilter(draft, known) : []
  const move = (by: number) => {
    const next = at === null ? (by > 0 ? 0 : all.length - 1) : at + by
    setOpen(true)
    setAt(next < 0 || next >= all.length ? null : next)
  }
  const show = (shown: boolean) => {
    setOpen(shown)
    setAt(null)
  }
  return { all, at: at !== null && at < all.length ? at : null, move, show }
}

/** The filter line: finished parts as chips, suggestions while typing, and what is wrong with a part said beside it. */
export function FilterBox({
  value,
  onChange,
  known,
  onLeave,
}: {
  value: string
  onChange: (value: string) => void
  known: KnownValues
  /** Escape with nothing left to clear. */
  onLeave: () => void
}) {
  const id = useId()
  useSlash(id)
  const { parts, put, type } = useParts(value, onChange)
  const suggested = useSuggestions(parts.draft, known)
  const problem = parseFilter(value).find((token) => token.problem !== null)?.problem ?? null

  const accept = (suggestion: Suggestion) => {
    type(acceptSuggestion(parts.draft, suggestion))
    suggested.show(!suggestion.finished)
  }
  const settle = () => {
    put(splitFilter(joinFilter(parts), true))
    suggested.show(false)
  }
  const leave = () => {
    if (suggested.all.length > 0) suggested.show(false)
    else if (parts.chips.length > 0) put({ chips: [], draft: '' })
    else onLeave()
  }
  /** The last chip becomes text again; true when there was one and the cursor stood before the text. */
  const reopenChip = ({ selectionStart, selectionEnd }: HTMLInputElement): boolean => {
    const last = parts.chips.at(-1)
    if (selectionStart !== 0 || selectionEnd !== 0 || last === undefined) return false
    put({ chips: parts.chips.slice(0, -1), draft: `${last}${parts.draft}` })
    return true
  }
  /** Whether the key was ours, so that the box does nothing of its own with it. */
  const press = ({ key, currentTarget }: KeyboardEvent<HTMLInputElement>): boolean => {
    const chosen = suggested.at === null ? undefined : suggested.all[suggested.at]
    if (key === 'Backspace') return reopenChip(currentTarget)
    if (key === 'ArrowDown') suggested.move(1)
    else if (key === 'ArrowUp') suggested.move(-1)
    else if (key === 'Enter' && chosen) accept(chosen)
    else if (key === 'Enter') settle()
    // with text in it, Escape has just emptied the box
    else if (key === 'Escape' && currentTarget.value === '') leave()
    else if (key === 'Escape') suggested.show(false)
    else return false
    return true
  }

  return (
    <search className="relative min-w-0 flex-1 basis-60">
      <SearchBox
        id={id}
        label="Filter machines"
        placeholder={parts.chips.length > 0 ? '' : 'Filter by name, state, tag, host, address…'}
        value={parts.draft}
        onChange={(draft) => {
          type(draft)
          suggested.show(true)
        }}
        hint={
          <span className="max-desk:hidden">
            <Kbd>/</Kbd>
          </span>
        }
        chips={parts.chips.map((chip) => (
          <Chip
            key={chip}
            onRemove={() => put({ ...parts, chips: parts.chips.filter((other) => other !== chip) })}
          >
            {chip}
          </Chip>
        ))}
        role="combobox"
        aria-expanded={suggested.all.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={suggested.at === null ? undefined : `${id}-${suggested.at}`}
        aria-describedby={problem ? `${id}-problem` : undefined}
        aria-invalid={problem ? true : undefined}
        onBlur={() => suggested.show(false)}
        onKeyDown={(event) => {
          if (press(event)) event.preventDefault()
        }}
      />
      <SuggestionList id={id} suggested={suggested} onAccept={accept} />
      {problem && (
        <p id={`${id}-problem`} role="status" className="mt-1 text-small text-bad">
          {problem}
        </p>
      )}
    </search>
  )
}
