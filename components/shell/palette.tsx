'use client'

import { Search } from 'lucide-react'
import { Title } from 'radix-ui/dialog'
import { type KeyboardEvent, useId, useState } from 'react'
import { writeAskedChange } from '@/lib/client/asked-change.ts'
import { useChanges } from '@/components/data/use-change.ts'
import { Icon } from '@/components/ui/icon.tsx'
import { Modal } from '@/components/ui/modal.tsx'
import { VisuallyHidden } from '@/components/ui/visually-hidden.tsx'
import type { PaletteEntry } from './palette-entries.ts'
import { PaletteLine } from './palette-line.tsx'
import { useGo } from './unsaved.tsx'
import { useConfirmedAction } from './use-confirmed-action.ts'
import { usePaletteLines } from './use-palette-lines.ts'
import { useParam } from './use-param.ts'

const steps: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
  PageDown: (at, count) => Math.min(count - 1, at + 10),
  PageUp: (at) => Math.max(0, at - 10),
}

/** Search over everything there is: type, pick by arrows, Enter. */
export function Palette({ early, onClose }: { early: () => string; onClose: () => void }) {
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const lines = usePaletteLines(query)
  const choose = useChoose(onClose)
  const list = useId()
  const current = lines[at]

  const press = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step !== undefined && lines.length > 0) {
      event.preventDefault()
      setAt(step(at, lines.length))
    }
    if (event.key === 'Enter' && current) {
      event.preventDefault()
      choose(current)
    }
  }

  return (
    <Modal open onClose={onClose} className="flex items-start justify-center p-2 pt-[12dvh]">
      <div className="flex max-h-[70dvh] w-full max-w-150 flex-col overflow-hidden rounded-xl bg-panel shadow-dialog">
        <Title asChild>
          <VisuallyHidden>Search or jump to</VisuallyHidden>
        </Title>
        <div className="flex items-center gap-2.5 border-b border-line px-3.5">
          <Icon of={Search} className="text-muted" />
          <input
            role="combobox"
            aria-label="Search machines, connections, pages and actions"
            aria-expanded
            aria-controls={list}
            aria-activedescendant={current ? `${list}-${at}` : undefined}
            aria-autocomplete="list"
            placeholder="Machine, connection, page, action…"
            spellCheck={false}
            autoComplete="off"
            value={query}
            onChange={(event) => {
              setQuery(event.target.value)
              setAt(0)
            }}
            onFocus={() => {
              const typed = early()
              if (typed !== '') setQuery((query) => typed + query)
            }}
            onKeyDown={press}
            className="h-11 min-w-0 flex-1 bg-transparent text-title outline-none"
          />
        </div>
        <div
          id={list}
          role="listbox"
          aria-label="Results"
          className="min-h-0 overflow-y-auto p-1.5"
        >
          {lines.map((line, index) => (
            <PaletteLine
              key={line.id}
              id={`${list}-${index}`}
              entry={line}
              heads={line.section !== lines[index - 1]?.section}
              first={index === 0}
              active={index === at}
              onPoint={() => setAt(index)}
              onChoose={() => choose(line)}
            />
          ))}
        </div>
        {lines.length === 0 && (
          <p role="status" className="px-4 pt-2 pb-5 text-center text-muted">
            Nothing is called “{query}”.
          </p>
        )}
      </div>
    </Modal>
  )
}

/** Goes there, or does it; what cannot be done now stays where it says why. */
function useChoose(onClose: () => void) {
  const go = useGo()
  const act = useConfirmedAction()
  const make = useChanges()
  const [, ask] = useParam('change')
  return ({ whyNot, choice }: PaletteEntry) => {
    if (whyNot !== null) return
    onClose()
    if ('href' in choice) {
      go(choice.href)
      return
    }
    const { connection, domain } = choice
    const { uuid, name } = domain
    if ('action' in choice) void act(choice.action, [{ connection, uuid, name }])
    else if ('autostart' in choice) {
      void make(connection, uuid, 'setAutostart', { on: choice.autostart })
    } else ask(writeAskedChange({ change: choice.change, machine: null }))
  }
}
