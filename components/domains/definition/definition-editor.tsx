'use client'

import { useMemo, useState } from 'react'
import type { DomainRow } from '@/lib/contract/live.ts'
import { isActive } from '@/lib/libvirt/domain-state.ts'
import { mergeTexts } from '@/lib/line-merge.ts'
import { useHostChange } from '@/components/data/use-change.ts'
import { useConfirm } from '@/components/shell/confirm-host.tsx'
import { Banner } from '@/components/ui/banner.tsx'
import { Button } from '@/components/ui/button.tsx'
import { DefinitionReview } from './definition-review.tsx'
import { useDraft } from './draft.tsx'
import { useReading } from './use-reading.ts'
import { XmlEditor } from './xml-editor.tsx'

/**
 * The definition that a machine's host keeps, to be edited. `host`: as it is there now, which may be another than when
 * editing began; nothing of that is overwritten without being shown. `refresh` asks the host and resolves to what it
 * has.
 */
export function DefinitionEditor({
  connection,
  domain,
  host,
  refresh,
  onDone,
}: {
  connection: string
  domain: DomainRow
  host: string
  refresh: () => Promise<string>
  /** It was given up, or applied to `made`. */
  onDone: (made: string | null) => void
}) {
  const { draft, setDraft } = useDraft()
  const { whyNot } = useHostChange(connection)
  const confirm = useConfirm()
  const [reviews, setReviews] = useState(false)
  const { base, text } = draft ?? { base: host, text: host }
  const write = (next: string) => setDraft(next === base ? null : { base, text: next })
  const reading = useReading(text)
  const wanted = draft === null || text === host ? 'Nothing is changed yet.' : null
  const wrong = reading.ok ? null : `Line ${reading.line}: ${reading.why}`
  const merged = useMemo(
    () => (base === host ? null : mergeTexts(base, text, host)),
    [base, text, host],
  )
  const takeTheirs = () => {
    if (merged === null) return
    setDraft(merged === host ? null : { base: host, text: merged })
  }

  const giveUp = async () => {
    const asks = {
      title: 'Discard the edits?',
      loses: `What is written here is lost; the definition of ${domain.name} stays as it is.`,
      act: 'Discard',
    }
    if (draft !== null && !(await confirm(asks))) return
    setDraft(null)
    onDone(null)
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-wrap items-center gap-2 px-4.5 py-2.5 max-desk:px-2.5">
        <p className="min-w-0 flex-1 text-muted">
          {isActive(domain.state)
            ? 'What is edited here takes effect after its next start.'
            : 'Nothing is changed before it is reviewed and applied.'}
        </p>
        <Button onClick={() => void giveUp()}>Cancel</Button>
        <Button
          tone="main"
          whyNot={whyNot('define') ?? wanted ?? wrong}
          onClick={() => setReviews(true)}
        >
          Review changes
        </Button>
      </div>
      {base !== host && (
        <Banner tone="pause" says="The definition changed on the host while it was edited here.">
          <TheirsButton merged={merged} onTake={takeTheirs} />
        </Banner>
      )}
      <div className="flex min-h-80 flex-1 flex-col border-t border-line bg-panel">
        <XmlEditor
          focused
          label={`Definition of ${domain.name}`}
          value={text}
          reading={reading}
          onChange={write}
        />
      </div>
      {reviews && draft !== null && (
        <DefinitionReview
          connection={connection}
          domain={domain}
          draft={draft}
          host={host}
          refresh={refresh}
          theirs={<TheirsButton merged={merged} onTake={takeTheirs} />}
          onClose={() => setReviews(false)}
          onApplied={(made) => {
            setReviews(false)
            setDraft(null)
            onDone(made)
          }}
        />
      )}
    </div>
  )
}

/** Takes what changed on the host into what is written here, where both can be had. */
const TheirsButton = ({ merged, onTake }: { merged: string | null; onTake: () => void }) => (
  <Button
    small
    whyNot={merged === null ? 'Both changed the same lines: that is for you to settle.' : null}
    onClick={onTake}
  >
    Take over the host’s change
  </Button>
)
