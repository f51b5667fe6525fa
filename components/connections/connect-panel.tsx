'use client'

import { TriangleAlert } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { openingWords } from '@/lib/client/connection-words.ts'
import { paths } from '@/lib/paths.ts'
import { useWhyMayNot } from '@/components/data/use-may.ts'
import { Button } from '@/components/ui/button.tsx'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { CopyButton } from '@/components/ui/copy-button.tsx'
import { Icon } from '@/components/ui/icon.tsx'
import { Builder } from './builder.tsx'
import { HistoryList } from './history-list.tsx'
import { Ladder } from './ladder.tsx'
import { Refusal } from './refusal.tsx'
import { UriLine } from './uri-line.tsx'
import { type Attempt, useConnect, type Wish } from './use-connect.ts'
import { type Draft, useDraft } from './use-draft.ts'

function Says({ draft, id }: { draft: Draft; id: string }) {
  return (
    <div id={id} aria-live="polite" className="min-h-10 pt-1.5">
      <p className={draft.wrong === null ? 'text-muted' : 'text-bad'}>{draft.says}</p>
      {draft.warnings.map((warning) => (
        <p key={warning.code + warning.say} className="flex gap-1.5 text-pause">
          <Icon of={TriangleAlert} size={14} className="mt-0.75" />
          <span>{warning.say}</span>
        </p>
      ))}
    </div>
  )
}

function OtherTools({ draft }: { draft: Draft }) {
  const other = draft.equivalents
  if (other === null || draft.wrong !== null) return null
  return (
    <div className="mr-auto flex flex-wrap gap-2">
      {other.virsh !== null && <CopyButton text={other.virsh} label="virsh" />}
      {other.virtManager !== null && <CopyButton text={other.virtManager} label="virt-manager" />}
      {other.virtInstall !== null && <CopyButton text={other.virtInstall} label="virt-install" />}
      {other.env !== null && <CopyButton text={other.env} label="environment" />}
    </div>
  )
}

function Buttons({ draft, attempt, wish }: { draft: Draft; attempt: Attempt; wish: Wish }) {
  const mayNot = useWhyMayNot('administer')
  const whyNot = mayNot ?? draft.whyNot
  // the doctor is worth asking about what is right but out of reach: it knows ways by hand
  const whyNotTest = mayNot ?? (draft.wrong === null ? null : draft.whyNot)
  const busy = attempt.busy === null ? null : 'This attempt is still under way.'
  const opening = attempt.state?.phase === 'opening' ? openingWords(attempt.state) : 'Connecting…'
  return (
    <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line bg-sunk px-4.5 py-3">
      <OtherTools draft={draft} />
      <Button whyNot={whyNotTest ?? busy} onClick={() => attempt.examine(wish)}>
        {attempt.busy === 'testing' ? 'Testing…' : 'Test'}
      </Button>
      <Button tone="main" whyNot={whyNot ?? busy} onClick={() => attempt.connect(wish)}>
        {attempt.busy === 'connecting' ? opening : 'Connect'}
      </Button>
    </div>
  )
}

/** What has become of the attempt, said as it happens. On a phone it scrolls together with the form. */
const Outcome = ({ draft, attempt }: { draft: Draft; attempt: Attempt }) => (
  <div aria-live="polite" className="relative shrink-0 desk:max-h-[38dvh] desk:overflow-y-auto">
    {attempt.error !== null && (
      <p className="border-t border-line px-4.5 py-2 text-bad">{attempt.error}</p>
    )}
    {attempt.refused !== null && <Refusal error={attempt.refused} dial={draft.plan} />}
    {attempt.rungs !== null && <Ladder rungs={attempt.rungs} />}
  </div>
)

/** Where a URI is typed or built, explained, tried and opened; the same in the dialog and on the page of its own. */
export function ConnectPanel({ start }: { start: string }) {
  const router = useRouter()
  const [readOnly, setReadOnly] = useState(false)
  const [autoconnect, setAutoconnect] = useState(false)
  const draft = useDraft(start, readOnly)
  const attempt = useConnect((connection) => router.replace(paths.connection(connection)))
  const says = useId()
  const wish = { uri: draft.text, readOnly, autoconnect }
  const change = (text: string) => {
    attempt.forget()
    draft.setText(text)
  }
  const pick = (uri: string, withReadOnly: boolean) => {
    draft.setText(uri)
    setReadOnly(withReadOnly)
    attempt.connect({ uri, readOnly: withReadOnly, autoconnect })
  }
  return (
    <>
      <div className="px-4.5 pt-2 pb-2.5">
        <UriLine
          text={draft.text}
          uri={draft.readable ? draft.uri : null}
          wrong={draft.wrong}
          onChange={change}
          onEnter={() => {
            if (draft.whyNot === null && attempt.busy === null) attempt.connect(wish)
          }}
          describedBy={says}
        />
        <Says draft={draft} id={says} />
      </div>
      <div className="flex min-h-0 flex-1 flex-col border-t border-line max-desk:overflow-y-auto">
        <div className="grid grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto] desk:min-h-0 desk:flex-1 desk:grid-cols-[1fr_20rem] desk:grid-rows-1 desk:overflow-hidden">
          <div className="grid min-h-0 grid-cols-[minmax(0,1fr)] content-start gap-3 px-4.5 py-3.5 desk:overflow-y-auto">
            <Builder draft={draft} />
            <div className="flex flex-wrap gap-x-5 gap-y-1 desk:pl-35">
              <Checkbox label="Read-only" checked={readOnly} onChange={setReadOnly} />
              <Checkbox label="Connect at start" checked={autoconnect} onChange={setAutoconnect} />
            </div>
          </div>
          <HistoryList onPick={pick} />
        </div>
        <Outcome draft={draft} attempt={attempt} />
      </div>
      <Buttons draft={draft} attempt={attempt} wish={wish} />
    </>
  )
}
