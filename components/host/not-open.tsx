'use client'

import { BookOpen, Check, LoaderCircle, MessageCircleQuestionMark, Stethoscope } from 'lucide-react'
import { needsYou } from '@/lib/client/connection-words.ts'
import { sentenceOf } from '@/lib/client/request-failed.ts'
import type { ConnectionRow, ConnectionState } from '@/lib/contract/live.ts'
import { rungWords } from '@/lib/libvirt/rungs.ts'
import { rungsOf, rungsWith } from '@/lib/libvirt/rungs-of.ts'
import { wayOf } from '@/lib/libvirt/way-of.ts'
import { paths } from '@/lib/paths.ts'
import { ReopenButton } from '@/components/shell/reopen-button.tsx'
import { ButtonLink } from '@/components/ui/button.tsx'
import { classes } from '@/components/ui/classes.ts'
import { Details } from '@/components/ui/details.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { FailedState } from '@/components/ui/failed-state.tsx'
import { Icon } from '@/components/ui/icon.tsx'
import { Countdown } from '@/components/ui/relative-time.tsx'

type OpeningState = Extract<ConnectionState, { phase: 'opening' }>

/** How far opening has come, rung by rung of this URI's way; of an alias only what every way has is known. */
function Opening({ uri, state: { rung, asks } }: { uri: string; state: OpeningState }) {
  const climb = rungsWith(rungsOf(wayOf(uri)?.transport ?? null), rung)
  const at = climb.indexOf(rung)
  return (
    <div role="status" className="mx-auto grid w-fit gap-3 px-4 py-12">
      <h2 className="text-title font-heavy">Connecting</h2>
      <ol className="grid gap-1.5">
        {climb.map((one, index) => (
          <li
            key={one}
            aria-current={index === at ? 'step' : undefined}
            className={classes(
              'flex items-center gap-2',
              index > at && 'text-faint',
              index === at && 'font-strong',
            )}
          >
            <span className="grid size-4 place-items-center">
              {index < at && <Icon of={Check} className="text-run" />}
              {index === at && <Icon of={LoaderCircle} className="animate-breathe text-accent" />}
            </span>
            {rungWords[one]}
          </li>
        ))}
      </ol>
      {asks && <p className="text-pause">It waits for somebody’s answer.</p>}
    </div>
  )
}

/** The way to the doctor, who climbs the same ladder and says which rung fails. */
const DoctorLink = ({ uri }: { uri: string }) => (
  <ButtonLink icon={Stethoscope} href={paths.connect(uri)}>
    Find out why
  </ButtonLink>
)

/** A connection without anything to show: opening, disconnected, or never reached. */
export function NotOpen({ row: { id, uri, state } }: { row: ConnectionRow }) {
  if (state.phase === 'opening') return <Opening uri={uri} state={state} />
  if (state.phase === 'open') return null
  if (state.error === null) {
    return (
      <EmptyState title="Not connected" says="Its machines are shown while it is.">
        <ReopenButton small={false} id={id} label="Connect" />
      </EmptyState>
    )
  }
  if (needsYou(state)) {
    return (
      <EmptyState
        icon={MessageCircleQuestionMark}
        title="It needs you"
        says="Reopen it to answer what the host asks."
      >
        <Details text={state.error.detail} />
        <ReopenButton small={false} id={id} label="Reopen" />
        <DoctorLink uri={uri} />
      </EmptyState>
    )
  }
  return (
    <FailedState
      title={state.phase === 'lost' ? 'The host is out of reach' : 'It could not be opened'}
      says={
        <>
          {sentenceOf(state.error)}
          {state.phase === 'lost' && state.retryAt !== null && (
            <>
              {' '}
              Next try in <Countdown until={state.retryAt} />.
            </>
          )}
        </>
      }
      detail={state.error.detail}
    >
      <ReopenButton small={false} id={id} label="Try again" />
      <DoctorLink uri={uri} />
      {state.error.trouble !== null && (
        <ButtonLink icon={BookOpen} href={paths.help(`trouble-${state.error.trouble}`)}>
          What may help
        </ButtonLink>
      )}
    </FailedState>
  )
}
