import { sentenceOf } from '@/lib/client/request-failed.ts'
import type { ApiError } from '@/lib/contract/errors.ts'
import type { Dial } from '@/lib/libvirt/plan-types.ts'
import { adviceOn } from '@/lib/libvirt/troubles.ts'
import { AdviceList } from '@/components/ui/advice-list.tsx'
import { HelpLink } from './help-link.tsx'

/** Why an attempt ended, in the host's own words where it has any, and what to do about it. */
export function Refusal({ error, dial }: { error: ApiError; dial: Dial | null }) {
  const advice = dial === null ? [] : adviceOn(error.trouble, dial)
  return (
    <section aria-label="Why it was not opened" className="border-t border-line px-4.5 py-2">
      <p className="text-bad">{sentenceOf(error)}</p>
      {error.detail !== null && (
        <p className="wrap-anywhere whitespace-pre-wrap text-muted">{error.detail}</p>
      )}
      {advice.length > 0 && <AdviceList advice={advice} />}
      {error.trouble !== null && (
        <HelpLink about={`trouble-${error.trouble}`}>More on this in the help</HelpLink>
      )}
    </section>
  )
}
