import { eventWords } from '@/lib/client/event-words.ts'
import type { Happening } from '@/lib/client/lately.ts'
import { sentenceOf } from '@/lib/client/request-failed.ts'
import { verbWords } from '@/lib/client/verb-words.ts'
import { taskStates } from '@/components/shell/task-line.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import { type Tone, toneText } from '@/components/ui/tone.ts'
import { ToneMark } from '@/components/ui/tone-mark.tsx'

interface Told {
  tone: Tone
  says: string
  beside: string
}

function tell(happening: Happening): Told {
  if (happening.kind === 'event') {
    const { says, tone } = eventWords(happening.event)
    return { tone, says, beside: happening.event.detail }
  }
  const { task } = happening
  const { tone, word } = taskStates[task.state]
  const how = task.error === null ? word : `${word}: ${sentenceOf(task.error)}`
  return { tone, says: `${task.person}: ${verbWords(task.verb)}`, beside: how }
}

/** One thing that happened to a machine, in a line. */
export function HappeningLine({ happening }: { happening: Happening }) {
  const { tone, says, beside } = tell(happening)
  return (
    <div className="flex min-w-0 items-center gap-2">
      <span className={toneText[tone]}>
        <ToneMark tone={tone} />
      </span>
      <span className="min-w-0 flex-1 truncate" data-tip={beside}>
        <bdi>{says}</bdi> <span className="text-muted">{beside}</span>
      </span>
      <RelativeTime bare at={happening.at} className="text-small text-muted" />
    </div>
  )
}
