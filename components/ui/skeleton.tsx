import { classes } from './classes.ts'

/** The shape of what is still to come. Size by `className`; the place it stands in says that it is busy. */
export const Skeleton = ({ className }: { className?: string | undefined }) => (
  <span
    aria-hidden="true"
    className={classes('block animate-breathe rounded-sm bg-line', className ?? 'h-3 w-full')}
  />
)
