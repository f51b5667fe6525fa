'use client'

import { ListChecks, Menu as MenuIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useRunningTasks } from '@/components/data/use-tasks.ts'
import { Button } from '@/components/ui/button.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Link } from '@/components/ui/link.tsx'
import { useRailDrawer } from './frame.tsx'
import { useTaskDrawer } from './task-drawer.tsx'

/** A page above this one. */
export interface TrailStep {
  label: string
  href: string
}

/**
 * The line at the top of every page: where one is, what this page is called, what stands beside its name (`beside`: a
 * state, a count), and at the end its actions (`children`), the one primary action last. It names the window, too.
 */
export function PageHeader({
  title,
  trail = [],
  beside,
  children,
}: {
  title: string
  trail?: readonly TrailStep[]
  beside?: ReactNode
  children?: ReactNode
}) {
  const drawer = useRailDrawer()
  return (
    <header className="sticky top-0 z-10 flex min-h-12.5 shrink-0 flex-wrap items-center gap-x-2.5 gap-y-1.5 border-b border-line bg-panel px-4.5 py-2 max-desk:px-2.5">
      <title>{`${title} · Oirase`}</title>
      <IconButton
        label="Open the menu"
        icon={MenuIcon}
        onClick={drawer.open}
        className="desk:hidden"
      />
      {trail.length > 0 && (
        <nav aria-label="Above this page" className="flex min-w-0 items-center gap-1.5 text-muted">
          {trail.map(({ label, href }) => (
            <span key={href} className="flex min-w-0 items-center gap-1.5">
              <Link href={href} className="truncate rounded-sm hover:text-text">
                <bdi>{label}</bdi>
              </Link>
              <span aria-hidden="true">/</span>
            </span>
          ))}
        </nav>
      )}
      <h1 className="max-w-full min-w-0 truncate text-title font-heavy tracking-[-0.005em]">
        <bdi>{title}</bdi>
      </h1>
      {beside}
      <span className="flex-1" />
      <TasksButton />
      {children}
    </header>
  )
}

function TasksButton() {
  const running = useRunningTasks()
  const drawer = useTaskDrawer()
  return (
    <Button tone="ghost" icon={ListChecks} onClick={drawer.open} aria-haspopup="dialog">
      <span className="num max-desk:sr-only">{running === 0 ? 'Tasks' : `${running} running`}</span>
    </Button>
  )
}
