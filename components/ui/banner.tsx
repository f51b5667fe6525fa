import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { type Tone, toneSoft, toneText } from './tone.ts'
import { ToneMark } from './tone-mark.tsx'

/** A line across the top of what it speaks of: numbers below are old, a link is down. `children` are buttons. */
export const Banner = ({
  tone,
  says,
  children,
}: {
  tone: Tone
  says: ReactNode
  children?: ReactNode
}) => (
  <div
    role="status"
    className={classes(
      'flex min-h-9 shrink-0 flex-wrap items-center gap-x-2.5 gap-y-1 border-b border-line px-4.5 py-1.5',
      toneSoft[tone],
    )}
  >
    <span className={toneText[tone]}>
      <ToneMark tone={tone} />
    </span>
    <span className="min-w-0 flex-1">{says}</span>
    {children}
  </div>
)
