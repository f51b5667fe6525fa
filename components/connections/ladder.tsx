import { Check, LoaderCircle, Minus, TriangleAlert, X } from 'lucide-react'
import { stepWords } from '@/lib/client/step-words.ts'
import type { Rung } from '@/lib/contract/opening.ts'
import { AdviceList } from '@/components/ui/advice-list.tsx'
import { Icon } from '@/components/ui/icon.tsx'
import { HelpLink } from './help-link.tsx'

const marks = {
  ok: { icon: Check, look: 'text-run', says: 'done' },
  warned: { icon: TriangleAlert, look: 'text-pause', says: 'with a warning' },
  failed: { icon: X, look: 'text-bad', says: 'failed' },
  climbing: { icon: LoaderCircle, look: 'animate-breathe text-accent', says: 'under way' },
  'not-tried': { icon: Minus, look: 'text-faint', says: 'not tried' },
} as const

const took = (milliseconds: number | null) =>
  milliseconds === null
    ? ''
    : `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`

/** The rung being climbed is to be seen; of the failed one its beginning, whatever it says after that. */
const intoSight: Partial<Record<Rung['outcome'], (node: HTMLElement | null) => void>> = {
  climbing: (node) => node?.scrollIntoView({ block: 'nearest' }),
  failed: (node) => node?.scrollIntoView({ block: 'start' }),
}

function Step({ rung }: { rung: Rung }) {
  const mark = marks[rung.outcome]
  return (
    <li
      ref={intoSight[rung.outcome]}
      aria-current={rung.outcome === 'climbing' ? 'step' : undefined}
      className="grid scroll-mt-14 grid-cols-[1rem_1fr_auto] gap-x-2 desk:grid-cols-[1rem_10rem_1fr_auto]"
    >
      <span className={`pt-0.75 ${mark.look}`}>
        <Icon of={mark.icon} size={14} />
        <span className="sr-only">{mark.says}:</span>
      </span>
      <span>{stepWords(rung.step)}</span>
      <div className="col-span-2 col-start-2 row-start-2 min-w-0 wrap-anywhere text-muted desk:col-span-1 desk:col-start-3 desk:row-start-1">
        <span className="whitespace-pre-wrap">{rung.finding}</span>
        {rung.advice.length > 0 && (
          <div className="my-1">
            <AdviceList advice={rung.advice} />
          </div>
        )}
        {rung.trouble !== null && (
          <div>
            <HelpLink about={`trouble-${rung.trouble}`}>More on this in the help</HelpLink>
          </div>
        )}
      </div>
      <span className="num col-start-3 row-start-1 text-faint desk:col-start-4">
        {took(rung.took)}
      </span>
    </li>
  )
}

/** What opening a URI does, step by step; the failing step says why and what to do. */
export const Ladder = ({ rungs }: { rungs: readonly Rung[] }) => (
  <section aria-label="Connection test" className="border-t border-line px-4.5 py-3">
    <ol className="grid gap-1">
      {rungs.map((rung) => (
        <Step key={rung.step} rung={rung} />
      ))}
    </ol>
  </section>
)
