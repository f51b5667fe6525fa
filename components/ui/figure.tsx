import { classes } from './classes.ts'

/** A number that ticks in place: tabular, right-aligned, as wide as `width` figures so that nothing beside it moves. */
export const Figure = ({
  children,
  width,
  className,
}: {
  children: string
  /** In figures, the unit included. */
  width: number
  className?: string | undefined
}) => (
  <span
    className={classes('num inline-block text-right whitespace-nowrap', className)}
    style={{ minWidth: `${width}ch` }}
  >
    {children}
  </span>
)
