import type { ReactNode } from 'react'
import { type Tone, toneSoft, toneText } from '@/components/ui/tone.ts'
import { ToneMark } from '@/components/ui/tone-mark.tsx'

/** Something to know before it is done. */
export const Note = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <div className={`flex items-baseline gap-2 rounded-md px-2.5 py-1.5 ${toneSoft[tone]}`}>
    <span className={toneText[tone]}>
      <ToneMark tone={tone} />
    </span>
    <p className="min-w-0 flex-1">{children}</p>
  </div>
)
