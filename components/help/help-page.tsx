'use client'

import { SearchX } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { HelpSection } from '@/lib/client/help/entry.ts'
import { findHelp } from '@/lib/client/help/find.ts'
import { helpSections } from '@/lib/client/help/sections.ts'
import { PageHeader } from '@/components/shell/page-header.tsx'
import { Button } from '@/components/ui/button.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { SearchBox } from '@/components/ui/search-box.tsx'
import { HelpEntry } from './help-entry.tsx'

const Contents = ({ sections }: { sections: readonly HelpSection[] }) => (
  <nav
    aria-label="On this page"
    className="grid auto-rows-min content-start gap-0.5 desk:sticky desk:top-16 desk:self-start"
  >
    {sections.map(({ anchor, title, entries }) => (
      <a
        key={anchor}
        href={`#${anchor}`}
        className="flex justify-between gap-2 rounded-md px-2 py-1 hover:bg-hover"
      >
        {title}
        <span className="num text-small text-muted">{entries.length}</span>
      </a>
    ))}
  </nav>
)

const Section = ({ section: { anchor, title, says, entries } }: { section: HelpSection }) => (
  <section id={anchor} aria-labelledby={`${anchor}-title`} className="min-w-0 scroll-mt-14">
    <h2 id={`${anchor}-title`} className="text-title font-heavy">
      {title}
    </h2>
    <p className="mb-2 text-muted">{says}</p>
    <ol className="surface overflow-hidden [&>li:first-child]:border-t-0">
      {entries.map((entry) => (
        <HelpEntry key={entry.anchor} entry={entry} />
      ))}
    </ol>
  </section>
)

/** Everything about connection URIs, from the rows that the parser, the form and the doctor work by. */
export function HelpPage() {
  const sections = useMemo(helpSections, [])
  const [typed, setTyped] = useState('')
  const found = useMemo(() => findHelp(sections, typed), [sections, typed])
  const count = found.reduce((sum, { entries }) => sum + entries.length, 0)
  return (
    <>
      <PageHeader title="Connection URIs">
        <SearchBox
          label="Search the help"
          placeholder="Search the help"
          value={typed}
          onChange={setTyped}
          className="w-64 max-desk:w-full"
        />
      </PageHeader>
      <p role="status" className="sr-only">
        {typed === '' ? '' : `${count} found`}
      </p>
      {count === 0 && (
        <EmptyState
          icon={SearchX}
          title="Nothing here says that"
          says={`“${typed}” is nowhere in the help.`}
        >
          <Button onClick={() => setTyped('')}>Show all of it</Button>
        </EmptyState>
      )}
      <div className="grid w-full max-w-300 grid-cols-[minmax(0,1fr)] gap-5 p-4.5 max-desk:p-2.5 desk:grid-cols-[12rem_minmax(0,1fr)]">
        <Contents sections={found} />
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-7">
          {found.map((section) => (
            <Section key={section.anchor} section={section} />
          ))}
        </div>
      </div>
    </>
  )
}
