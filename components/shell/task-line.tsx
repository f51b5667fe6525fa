'use client'

import { memo } from 'react'
import { connectionName } from '@/lib/client/connection-name.ts'
import { sentenceOf } from '@/lib/client/request-failed.ts'
import { verbWords } from '@/lib/client/verb-words.ts'
import type { TaskRow } from '@/lib/contract/live.ts'
import { formatTook } from '@/lib/format.ts'
import { paths } from '@/lib/paths.ts'
import { useConnection } from '@/components/data/use-connections.ts'
import { CopyText } from '@/components/ui/copy-button.tsx'
import { Details } from '@/components/ui/details.tsx'
import { Link } from '@/components/ui/link.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import { type Tone, toneText } from '@/components/ui/tone.ts'
import { ToneMark } from '@/components/ui/tone-mark.tsx'

/** How a task stands, as tone and word. */
export const taskStates: Record<TaskRow['state'], { tone: Tone; word: string }> = {
  running: { tone: 'save', word: 'under way' },
  done: { tone: 'run', word: 'done' },
  failed: { tone: 'bad', word: 'failed' },
  unknown: { tone: 'off', word: 'outcome unknown' },
}

/** One task: what, on what, by whom, how it went, and the command that would have done the same. */
export const TaskLine = memo(function TaskLine({ task }: { task: TaskRow }) {
  const { tone, word } = taskStates[task.state]
  const connection = useConnection(task.connection ?? '')
  return (
    <li className="grid grid-cols-[0.5rem_minmax(0,1fr)] gap-x-2.5 border-b border-line px-4.5 py-2.5">
      <span
        className={`mt-1.5 ${toneText[tone]} ${task.state === 'running' ? 'animate-breathe' : ''}`}
      >
        <ToneMark tone={tone} />
      </span>
      <div className="grid min-w-0 gap-0.5">
        <div className="flex min-w-0 items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate">
            <span className="font-strong">{verbWords(task.verb)}</span> <TaskSubject task={task} />
          </span>
          <RelativeTime at={task.at} className="text-small text-muted" />
        </div>
        <div className="truncate text-small text-muted">
          <bdi>{task.person}</bdi>
          {connection && ` · ${connectionName(connection)}`} · {word}
          {task.endedAt !== null && ` in ${formatTook(task.endedAt - task.at)}`}
        </div>
        {task.error && (
          <div className="text-small text-bad">
            {sentenceOf(task.error)}
            <Details text={task.error.detail} />
          </div>
        )}
        {task.virsh !== null && <CopyText text={task.virsh} className="text-muted" />}
      </div>
    </li>
  )
})

export function TaskSubject({ task }: { task: TaskRow }) {
  if (task.domain === null || task.connection === null) return <bdi>{task.subject}</bdi>
  return (
    <Link
      href={paths.domain(task.connection, task.domain)}
      className="rounded-sm hover:text-accent hover:underline"
    >
      <bdi>{task.subject}</bdi>
    </Link>
  )
}
