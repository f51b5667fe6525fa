'use client'

import { type FormEvent, useMemo, useState } from 'react'
import { problemOf } from '@/lib/client/request-failed.ts'
import type { DomainRow } from '@/lib/contract/live.ts'
import { paths } from '@/lib/paths.ts'
import type { GuestKind } from '@/lib/xml/guest-kinds.ts'
import { meetingOf } from '@/lib/xml/meets.ts'
import { useConfirm } from '@/components/shell/confirm-host.tsx'
import { useUnsaved } from '@/components/shell/unsaved.tsx'
import { Button } from '@/components/ui/button.tsx'
import { ChoiceList } from '@/components/ui/choice-list.tsx'
import { Problem } from '@/components/ui/problem.tsx'
import { FileButton, FileDrop } from './file-drop.tsx'
import { KindSelect } from './kind-select.tsx'
import { Note } from './note.tsx'
import { type Fate, fates, useMakeMachine } from './use-make-machine.ts'
import { useNewDefinition } from './use-new-definition.ts'
import { useReading } from './use-reading.ts'
import { XmlEditor } from './xml-editor.tsx'

const choices: readonly { value: Fate; label: string; help: string }[] = [
  { value: 'keep', label: 'Keep it', help: 'The host keeps the definition. It stays off.' },
  { value: 'run', label: 'Keep and run it', help: 'The host keeps the definition and starts it.' },
  {
    value: 'once',
    label: 'Run it once',
    help: 'It starts at once. When it stops the host forgets it; its disks stay.',
  },
  {
    value: 'paused',
    label: 'Run it once, paused',
    help: 'The same, but its guest waits for Resume before its first step.',
  },
]

/** The XML of a new machine, where it comes from, and what becomes of it. */
export function NewMachineForm({
  connection,
  kinds,
  domains,
}: {
  connection: string
  /** What the host runs, the likeliest first. */
  kinds: readonly GuestKind[]
  domains: ReadonlyMap<string, DomainRow>
}) {
  const confirm = useConfirm()
  const { text, write, edited, kind, begin, open, unread } = useNewDefinition(kinds, domains)
  const { whyNot, waits, problem, make } = useMakeMachine(connection)
  const [fate, setFate] = useState<Fate>(() => fates.find((one) => !whyNot(one)) ?? 'keep')
  const wrong = problemOf(problem)
  const reading = useReading(text)
  const keeps = fate === 'keep' || fate === 'run'
  const meeting = useMemo(
    () => (reading.ok ? meetingOf(reading, domains.values(), keeps) : null),
    [reading, domains, keeps],
  )
  useUnsaved(edited ? 'What is written here is lost.' : null, paths.newMachine(connection))
  const why =
    whyNot(fate) ??
    (reading.ok ? null : `Line ${reading.line}: ${reading.why}`) ??
    (waits ? 'It is being done.' : null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (why !== null || !reading.ok) return
    if (meeting?.kind === 'again' && keeps) {
      const title = `Replace the definition of ${meeting.machine.name}?`
      const loses = 'Its present definition is lost. What runs now runs on as it is.'
      if (!(await confirm({ title, loses, act: 'Replace' }))) return
    }
    await make(text, fate, reading)
  }
  return (
    <FileDrop
      says="Drop it to open it here"
      onFile={(file) => void open(file)}
      className="flex min-h-0 flex-1 max-desk:flex-col"
    >
      <div className="flex min-h-0 min-w-0 flex-1 flex-col bg-panel max-desk:min-h-90">
        <div className="flex flex-wrap items-center gap-2 border-b border-line bg-bg px-4.5 py-2.5 max-desk:px-2.5">
          <KindSelect kinds={kinds} kind={kind} onChange={(next) => void begin(next)} />
          <span className="flex-1" />
          <FileButton onFile={(file) => void open(file)} />
        </div>
        {unread !== null && (
          <div className="px-4.5 py-2.5">
            <Problem says={unread} />
          </div>
        )}
        <XmlEditor
          label="Definition of the new machine"
          value={text}
          reading={reading}
          focused
          onChange={write}
        />
      </div>
      <form
        onSubmit={(event) => void submit(event)}
        className="grid w-80 shrink-0 auto-rows-min gap-3.5 overflow-y-auto border-line p-4.5 max-desk:w-auto max-desk:border-t max-desk:p-2.5 desk:border-l"
      >
        <ChoiceList
          label="What becomes of it"
          choices={choices.map((choice) => ({ ...choice, whyNot: whyNot(choice.value) }))}
          value={fate}
          onChange={setFate}
        />
        {meeting !== null && <Note tone="pause">{meeting.says}</Note>}
        {wrong && <Problem {...wrong} />}
        <Button
          type="submit"
          tone="main"
          whyNot={why}
          className={`justify-self-start ${waits ? 'animate-breathe' : ''}`}
        >
          Create
        </Button>
      </form>
    </FileDrop>
  )
}
