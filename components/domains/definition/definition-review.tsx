'use client'

import { type ReactNode, useState } from 'react'
import { problemOf } from '@/lib/client/request-failed.ts'
import type { DomainRow } from '@/lib/contract/live.ts'
import { isActive } from '@/lib/libvirt/domain-state.ts'
import { becomesOf } from '@/lib/xml/becomes-of.ts'
import { readDefinition } from '@/lib/xml/read-definition.ts'
import { useHostChange } from '@/components/data/use-change.ts'
import { useSettled } from '@/components/data/use-settled.ts'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { DiffView } from '@/components/ui/diff-view.tsx'
import { FormDialog } from '@/components/ui/form-dialog.tsx'
import { useToast } from '@/components/ui/toast.tsx'
import type { Draft } from './draft.tsx'
import { Note } from './note.tsx'

/**
 * What applying an edited definition would do, and the button that does it. Whatever changed on the host meanwhile is
 * shown beside it and asked about; it is looked at once more right before.
 */
export function DefinitionReview({
  connection,
  domain,
  draft: { base, text },
  host,
  refresh,
  theirs,
  onClose,
  onApplied,
}: {
  connection: string
  domain: DomainRow
  draft: Draft
  /** The definition as the host has it now. */
  host: string
  refresh: () => Promise<string>
  /** What can be done about a change of the host's. */
  theirs: ReactNode
  onClose: () => void
  /** `made`: the machine that has the definition now; null where the host does not say. */
  onApplied: (made: string | null) => void
}) {
  const change = useHostChange(connection)
  const { waits, problem, settle } = useSettled()
  const tell = useToast()
  // what may be overwritten is what was in sight when it was said
  const [overwritten, setOverwritten] = useState<string | null>(null)
  const conflict = base !== host
  const reading = readDefinition(text)
  const becomes = reading.ok ? becomesOf(reading, domain) : null
  const makesAnother = becomes?.kind === 'another'
  const whyNot =
    change.whyNot('define') ??
    (text === host ? 'Nothing is changed any more.' : null) ??
    (conflict && overwritten !== host ? 'Say first what becomes of the host’s change.' : null)

  const apply = async () => {
    const ended = await settle(async (looking) => {
      if ((await refresh()) !== host) return null
      return change.settle('define', { xml: text }, looking)
    })
    if (ended === null) return
    tell({ tone: 'run', says: saysApplied(domain, makesAnother) })
    onApplied(ended.domain)
  }
  return (
    <FormDialog
      title={`Changes of ${domain.name}`}
      act={makesAnother ? 'Make a new machine' : 'Apply'}
      whyNot={whyNot}
      waits={waits}
      problem={problemOf(problem)}
      onSubmit={() => void apply()}
      onClose={onClose}
      className="max-w-240!"
    >
      <Notes
        domain={domain}
        becomes={becomes?.kind === 'same' ? null : (becomes?.says ?? null)}
        hides={host.includes('<graphics')}
      />
      {conflict && (
        <section className="grid gap-1.5">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <h3 className="font-strong">Changed on the host meanwhile</h3>
            {theirs}
          </div>
          <DiffView
            label="Changed on the host meanwhile"
            before={base}
            after={host}
            className="max-h-60"
          />
          <Checkbox
            label="Undo that: what I have written is to stand"
            checked={overwritten === host}
            onChange={(yes) => setOverwritten(yes ? host : null)}
          />
        </section>
      )}
      <section className="grid gap-1.5">
        <h3 className={conflict ? 'font-strong' : 'sr-only'}>What applying it changes</h3>
        <DiffView
          label="What applying it changes"
          before={host}
          after={text}
          className="max-h-90"
        />
      </section>
    </FormDialog>
  )
}

const saysApplied = ({ name, state }: DomainRow, makesAnother: boolean): string => {
  if (makesAnother) return 'A new machine is made.'
  return isActive(state)
    ? `${name} has this definition after its next start.`
    : `${name} has this definition now.`
}

/** What is worth knowing before it is applied. */
const Notes = ({
  domain,
  becomes,
  hides,
}: {
  domain: DomainRow
  becomes: string | null
  /** There may be passwords in it that are not shown. */
  hides: boolean
}) => (
  <div className="grid gap-1">
    {becomes !== null && <Note tone="pause">{becomes}</Note>}
    {becomes === null && isActive(domain.state) && (
      <Note tone="save">It is running: this takes effect after its next start.</Note>
    )}
    {becomes === null && !domain.persistent && (
      <Note tone="pause">It is transient: with this, its host keeps a definition of it.</Note>
    )}
    {hides && (
      <p className="text-small text-muted">
        Passwords of displays are not shown; they stay as they are where none is written.
      </p>
    )}
  </div>
)
