import type { ReactNode } from 'react'
import { classes } from './classes.ts'

/** A bordered part of a page under a small heading; `aside` stands at the heading's end. */
export const Card = ({
  title,
  aside,
  className,
  children,
}: {
  title: string
  aside?: ReactNode
  className?: string | undefined
  children: ReactNode
}) => (
  <section className={classes('surface min-w-0 px-3.5 py-3', className)}>
    <h2 className="mb-2 flex items-baseline justify-between gap-2 text-small font-strong text-muted">
      {title}
      {aside && <span className="font-normal">{aside}</span>}
    </h2>
    {children}
  </section>
)

/** Names and what they stand for, in two columns. */
export const Facts = ({ children }: { children: ReactNode }) => (
  <dl className="grid grid-cols-[6.875rem_1fr] gap-x-2.5 gap-y-1.25">{children}</dl>
)

/** One row of Facts. */
export const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-muted">{name}</dt>
    <dd className="min-w-0 wrap-anywhere">{children}</dd>
  </>
)
