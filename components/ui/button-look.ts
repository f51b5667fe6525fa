import { classes } from './classes.ts'

export type ButtonTone = 'main' | 'plain' | 'ghost' | 'danger'

export interface ButtonLook {
  /** `main`: the one thing to do on this page. `danger`: something will be lost. */
  tone?: ButtonTone | undefined
  small?: boolean | undefined
}

const tones: Record<ButtonTone, string> = {
  main: 'bg-accent text-on-accent border-transparent not-aria-disabled:hover:bg-accent-strong',
  plain:
    'bg-panel border-line-strong not-aria-disabled:hover:bg-hover not-aria-disabled:active:bg-line aria-expanded:bg-hover',
  ghost:
    'bg-transparent border-transparent text-muted not-aria-disabled:hover:bg-hover not-aria-disabled:hover:text-text aria-expanded:bg-hover aria-expanded:text-text',
  danger:
    'bg-panel border-line-strong text-bad not-aria-disabled:hover:bg-bad-soft not-aria-disabled:hover:border-bad',
}

/** The looks shared by everything that is pressed: buttons, links that look like one, halves of a split button. */
export const buttonLook = ({ tone = 'plain', small = false }: ButtonLook): string =>
  classes(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none',
    'transition-colors aria-disabled:cursor-default aria-disabled:opacity-50',
    small ? 'h-6 px-2 text-small' : 'h-7.5 px-2.75 text-body',
    tones[tone],
  )
