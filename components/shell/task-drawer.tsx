'use client'

import { ListChecks } from 'lucide-react'
import { useMemo } from 'react'
import { useTasks } from '@/components/data/use-tasks.ts'
import { Sheet } from '@/components/ui/dialog.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { useShortcut } from './shortcuts.tsx'
import { TaskLine } from './task-line.tsx'
import { useParam } from './use-param.ts'

/** Whether the drawer is open is part of the address. */
export function useTaskDrawer() {
  const [value, set] = useParam('tasks')
  return useMemo(
    () => ({ isOpen: value !== null, open: () => set('open'), close: () => set(null) }),
    [value, set],
  )
}

/** Every change anybody made, the newest first, beside any page. */
export function TaskDrawer() {
  const { isOpen, open, close } = useTaskDrawer()
  useShortcut({ key: 't', says: 'Tasks' }, isOpen ? close : open)
  return (
    <Sheet
      open={isOpen}
      onOpenChange={(next) => (next ? open() : close())}
      title="Tasks"
      says="Everything that was asked of a host, by anybody, and how it went."
    >
      <TaskList />
    </Sheet>
  )
}

function TaskList() {
  const tasks = useTasks()
  if (tasks.length === 0) {
    return (
      <EmptyState
        icon={ListChecks}
        title="Nothing yet"
        says="Run, pause or shut down a machine, and it is noted here."
      />
    )
  }
  return (
    <ol aria-label="Tasks" className="min-h-0 flex-1 overflow-y-auto border-t border-line">
      {tasks.map((task) => (
        <TaskLine key={task.id} task={task} />
      ))}
    </ol>
  )
}
