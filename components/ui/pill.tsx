import { classes } from './classes.ts'
import { type Tone, toneSoft, toneText } from './tone.ts'
import { ToneMark } from './tone-mark.tsx'

/** A state as colour, shape and word. `why` is its reason, on hover. */
export const Pill = ({
  tone,
  children,
  why,
}: {
  tone: Tone
  children: string
  why?: string | undefined
}) => (
  <span
    data-tip={why}
    className={classes(
      'inline-flex h-5 items-center gap-1.5 rounded-full pr-2 pl-1.75 text-small whitespace-nowrap',
      toneText[tone],
      toneSoft[tone],
    )}
  >
    <ToneMark tone={tone} />
    {children}
  </span>
)
