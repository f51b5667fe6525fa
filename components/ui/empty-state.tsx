import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** Nothing here: what this place is for, and what to do. `children` are the buttons. */
export const EmptyState = ({
  icon,
  title,
  says,
  children,
}: {
  icon?: LucideIcon | undefined
  title: string
  says?: ReactNode
  children?: ReactNode
}) => (
  <div className="mx-auto grid max-w-120 justify-items-center gap-1 px-4 py-12 text-center">
    {icon && <Icon of={icon} size={24} className="mb-1 text-faint" />}
    <h2 className="text-title font-heavy">{title}</h2>
    {says && <div className="text-muted">{says}</div>}
    {children && <div className="mt-3 flex flex-wrap justify-center gap-2">{children}</div>}
  </div>
)
