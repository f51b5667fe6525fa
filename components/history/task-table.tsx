'use client'

import { History } from 'lucide-react'
import { useMemo } from 'react'
import { connectionName } from '@/lib/client/connection-name.ts'
import { holdsWords } from '@/lib/client/holds-words.ts'
import { sentenceOf } from '@/lib/client/request-failed.ts'
import { verbWords } from '@/lib/client/verb-words.ts'
import type { TaskRow } from '@/lib/contract/live.ts'
import { formatTook } from '@/lib/format.ts'
import { useConnections } from '@/components/data/use-connections.ts'
import { useTasks } from '@/components/data/use-tasks.ts'
import { TaskSubject, taskStates } from '@/components/shell/task-line.tsx'
import { CopyText } from '@/components/ui/copy-button.tsx'
import { Details } from '@/components/ui/details.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { Pill } from '@/components/ui/pill.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import { cell, HistoryTable } from './history-table.tsx'

const heads = ['When', 'Who', 'What', 'On what', 'Connection', 'Result', 'The same by virsh']

/** The names of the connections there are; a task may outlive its connection. */
function useNames(): ReadonlyMap<string, string> {
  const connections = useConnections()
  return useMemo(
    () => new Map(connections?.map((row) => [row.id, connectionName(row)])),
    [connections],
  )
}

/** The newest tasks, live. */
export function TaskTable({ filter }: { filter: string }) {
  const tasks = useTasks()
  const names = useNames()
  const nameOf = ({ connection }: TaskRow) =>
    connection === null ? '' : (names.get(connection) ?? '')
  const shown = tasks.filter((task) =>
    holdsWords(filter, task.person, verbWords(task.verb), task.subject, nameOf(task), task.state),
  )
  if (shown.length === 0) {
    return (
      <EmptyState
        icon={History}
        title={tasks.length === 0 ? 'Nothing was done yet' : 'Nothing like that was done'}
        says="Whatever anybody asks of a host is noted here, with the command that would have done the same."
      />
    )
  }
  return (
    <HistoryTable label="Tasks" heads={heads}>
      {shown.map((task) => (
        <TaskTableRow key={task.id} task={task} connection={nameOf(task)} />
      ))}
    </HistoryTable>
  )
}

function TaskTableRow({ task, connection }: { task: TaskRow; connection: string }) {
  const { tone, word } = taskStates[task.state]
  return (
    <tr className="border-b border-line">
      <td className={`${cell} text-muted`}>
        <RelativeTime at={task.at} />
      </td>
      <td className={cell}>
        <bdi>{task.person}</bdi>
      </td>
      <td className={`${cell} font-strong whitespace-nowrap`}>{verbWords(task.verb)}</td>
      <td className={`${cell} max-w-80 wrap-anywhere`}>
        <TaskSubject task={task} />
      </td>
      <td className={cell}>{connection}</td>
      <td className={`${cell} max-w-100`}>
        <Pill tone={tone}>{word}</Pill>
        {task.endedAt !== null && (
          <span className="num ml-1.5 text-small text-muted">
            {formatTook(task.endedAt - task.at)}
          </span>
        )}
        {task.error && (
          <div className="text-small text-bad">
            {sentenceOf(task.error)}
            <Details text={task.error.detail} />
          </div>
        )}
      </td>
      <td className={`${cell} max-w-120`}>{task.virsh && <CopyText text={task.virsh} />}</td>
    </tr>
  )
}
