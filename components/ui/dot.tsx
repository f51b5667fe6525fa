import { classes } from './classes.ts'

/** How a link to somewhere is: filled, dashed, a filled diamond, ringed, hollow. */
export type DotTone = 'open' | 'wait' | 'asks' | 'lost' | 'closed'

const looks: Record<DotTone, string> = {
  open: 'rounded-full bg-run',
  wait: 'rounded-full border-2 border-dashed border-pause',
  asks: 'rotate-45 bg-pause',
  lost: 'rounded-full border-2 border-bad',
  closed: 'rounded-full border-[1.5px] border-off',
}

/** A small mark of a link's state. `label` says it in words, on hover and to a screen reader. */
export const Dot = ({ tone, label }: { tone: DotTone; label: string }) => (
  <span
    role="img"
    aria-label={label}
    data-tip={label}
    className={classes('inline-block size-2 shrink-0', looks[tone])}
  />
)
