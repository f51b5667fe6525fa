import type { ReactNode } from 'react'
import { type HelpAnchor, paths } from '@/lib/paths.ts'

/** A paragraph of the help, beside what is being typed or tried: in a tab of its own, so that nothing here is lost. */
export const HelpLink = ({ about, children }: { about: HelpAnchor; children: ReactNode }) => (
  <a
    href={paths.help(about)}
    target="_blank"
    rel="noopener"
    className="rounded-sm text-accent underline underline-offset-2"
  >
    {children}
  </a>
)
