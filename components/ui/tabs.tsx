'use client'

import { usePathname } from 'next/navigation'
import { classes } from './classes.ts'
import { Link } from './link.tsx'

export interface Tab {
  label: string
  href: string
  count?: number | undefined
  /** Something on its page waits, in a word: “unsaved”. */
  mark?: string | undefined
}

/** Tabs are links: which one is open is the address, so it can be bookmarked, and a middle click works. */
export function Tabs({ tabs, label }: { tabs: readonly Tab[]; label: string }) {
  const here = usePathname()
  return (
    <nav
      aria-label={label}
      className="flex shrink-0 gap-5 overflow-x-auto border-b border-line bg-panel px-4.5"
    >
      {tabs.map(({ label: word, href, count, mark }) => (
        <Link
          key={href}
          href={href}
          aria-current={here === href ? 'page' : undefined}
          className={classes(
            '-mb-px border-b-2 py-2 whitespace-nowrap transition-colors focus-visible:-outline-offset-2',
            here === href
              ? 'border-accent font-strong text-text'
              : 'border-transparent text-muted hover:text-text',
          )}
        >
          {word}
          {count !== undefined && <span className="num ml-1 text-tiny text-muted">{count}</span>}
          {mark !== undefined && (
            <>
              {' '}
              <span role="img" aria-label={mark} data-tip={mark} className="text-pause">
                •
              </span>
            </>
          )}
        </Link>
      ))}
    </nav>
  )
}
