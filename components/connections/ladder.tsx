import { Check, LoaderCircle, Minus, TriangleAlert, X } from 'lucide-react'
import type { Rung } from '@/lib/contract/opening.ts'
import { CopyText } from '@/components/ui/copy-button.tsx'
import { Icon } from '@/components/ui/icon.tsx'

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

function Step({ rung }: { rung: Rung }) {
  const mark = marks[rung.outcome]
  return (
    <li className="grid grid-cols-[1rem_1fr_auto] gap-x-2 desk:grid-cols-[1rem_8rem_1fr_auto]">
      <span className={mark.look}>
        <Icon of={mark.icon} size={14} />
        <span className="sr-only">{mark.says}:</span>
      </span>
      <span className="capitalize">{rung.step}</span>
      <div className="col-span-2 col-start-2 row-start-2 min-w-0 wrap-anywhere text-muted desk:col-span-1 desk:col-start-3 desk:row-start-1">
        {rung.finding}
        {rung.advice.length > 0 && (
          <ul className="my-1 grid gap-1">
            {rung.advice.map((advice) => (
              <li key={advice.say}>
                {advice.say}
                {advice.run !== null && (
                  <div>
                    <CopyText text={advice.run} />
                  </div>
                )}
              </li>
            ))}
          </ul>
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
