'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { classes } from '@/components/ui/classes.ts'
import { Link } from '@/components/ui/link.tsx'
import { VisuallyHidden } from '@/components/ui/visually-hidden.tsx'

/**
 * A line of the rail: a mark, a name with an optional smaller line, a number. In the narrow rail only the mark is
 * seen; the name stays for screen readers and the tooltip.
 */
export function RailLink({
  href,
  mark,
  label,
  via,
  badge,
  count,
  narrow,
  within = false,
}: {
  href: string
  mark: ReactNode
  label: string
  via?: string | undefined
  /** A small mark before the number. */
  badge?: ReactNode
  count?: string | undefined
  narrow: boolean
  /** Stays marked on the pages below `href`. */
  within?: boolean
}) {
  const path = usePathname()
  const here = path === href || (within && path.startsWith(`${href}/`))
  return (
    <Link
      href={href}
      aria-current={path === href ? 'page' : here ? 'true' : undefined}
      data-tip={narrow ? label : undefined}
      className={classes(
        'grid items-center rounded-md py-1.25 focus-visible:-outline-offset-2',
        narrow ? 'justify-items-center px-1 py-2' : 'grid-cols-[1rem_1fr_auto] gap-2 px-2.5',
        here ? 'bg-accent-soft font-strong' : 'hover:bg-hover',
      )}
    >
      <span className="grid w-4 place-items-center">{mark}</span>
      {narrow ? (
        <VisuallyHidden>
          {label} {badge}
        </VisuallyHidden>
      ) : (
        <>
          <span className="min-w-0">
            <bdi className="block truncate">{label}</bdi>
            {via !== undefined && (
              <span className="mono block truncate text-tiny text-muted">{via}</span>
            )}
          </span>
          <span className="flex items-center gap-1.5">
            {badge}
            {count !== undefined && (
              <span className="num text-small font-normal text-muted">{count}</span>
            )}
          </span>
        </>
      )}
    </Link>
  )
}
