'use client'

import type RFB from '@novnc/novnc'
import { type ReactNode, useRef, useState } from 'react'
import type { SpiceMainConn } from 'spice-client'
import { sentenceOf } from '@/lib/client/request-failed.ts'
import type { ConsoleChoice } from '@/lib/contract/consoles.ts'
import { Button } from '@/components/ui/button.tsx'
import { FailedState } from '@/components/ui/failed-state.tsx'
import { ConsolePicker, type PickerProps } from './console-picker.tsx'
import { FullScreen } from './full-screen.tsx'
import { PasswordDialog } from './password-dialog.tsx'
import { SpiceScreen } from './spice-screen.tsx'
import { SpiceTools } from './spice-tools.tsx'
import { type TextControl, TextScreen } from './text-screen.tsx'
import { TextTools } from './text-tools.tsx'
import { type ConsoleState, useConsole } from './use-console.ts'
import { ViewerFile } from './viewer-file.tsx'
import { type VncLook, VncScreen } from './vnc-screen.tsx'
import { VncTools } from './vnc-tools.tsx'
import { WhoIsHere } from './who-is-here.tsx'

const usual: VncLook = { fit: 'fit', watches: false, quality: 6 }

/** One console, open: its bar, its screen, and what stands in the way. */
export function ConsoleStage(props: PickerProps & { watches: boolean }) {
  const { connection, domain, chosen, watches } = props
  const [forced, setForced] = useState(false)
  const stage = useRef<HTMLDivElement>(null)
  const choice: ConsoleChoice =
    chosen.choice.by === 'text' ? { ...chosen.choice, force: forced } : chosen.choice
  const asked = { connection, uuid: domain.uuid, choice, watches }
  const { state, people, question, link, screen, retry, answer, giveUp } = useConsole(asked, true)
  const you = state.phase === 'open' ? state.id : null
  const mayType = people.some(({ id, controls }) => id === you && controls)

  const vnc = useRef<RFB | null>(null)
  const text = useRef<TextControl | null>(null)
  const spice = useRef<SpiceMainConn | null>(null)
  const [look, setLook] = useState(usual)
  const [clipboard, setClipboard] = useState<string | null>(null)
  const shown = { link, screens: screen, watches: !mayType }

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ConsolePicker {...props}>
        {chosen.kind === 'vnc' && (
          <VncTools
            control={vnc}
            look={look}
            onLook={setLook}
            mayType={mayType}
            clipboard={clipboard}
            name={domain.name}
          />
        )}
        {chosen.kind === 'spice' && <SpiceTools control={spice} mayType={mayType} />}
        {chosen.kind === 'text' && <TextTools control={text} name={domain.name} />}
        <span className="flex-1" />
        <ViewerFile chosen={chosen} name={domain.name} />
        <WhoIsHere people={people} you={you} watches={watches} link={link} />
        <FullScreen of={stage} />
      </ConsolePicker>
      <div ref={stage} className="relative grid min-h-60 flex-1 overflow-hidden bg-panel">
        {link !== null && state.phase !== 'ended' && chosen.kind === 'vnc' && (
          <VncScreen
            {...shown}
            {...{ link, control: vnc }}
            look={{ ...look, watches: shown.watches }}
            onReady={() => vnc.current?.focus()}
            onClipboard={setClipboard}
            onLost={() => giveUp('What its display sent cannot be drawn.')}
          />
        )}
        {link !== null && chosen.kind === 'text' && (
          <TextScreen
            {...shown}
            {...{ link, control: text }}
            onReady={() => text.current?.terminal.focus()}
          />
        )}
        {state.phase === 'open' && chosen.kind === 'spice' && (
          // whoever gets the keyboard begins anew: SPICE counts what it moved the pointer by
          <SpiceScreen
            key={`${state.id} ${mayType}`}
            id={state.id}
            control={spice}
            onLost={() => giveUp('A channel of its SPICE display has ended.')}
          />
        )}
        <Veil
          state={state}
          onRetry={retry}
          onForce={chosen.choice.by === 'text' && !forced ? () => setForced(true) : null}
        />
      </div>
      {question !== null && <PasswordDialog {...question} onAnswer={answer} />}
    </div>
  )
}

/** What lies over the screen while there is nothing to see on it. */
function Veil({
  state,
  onRetry,
  onForce,
}: {
  state: ConsoleState
  onRetry: () => void
  /** null: there is nothing to take, or it was tried. */
  onForce: (() => void) | null
}): ReactNode {
  if (state.phase === 'open') return null
  if (state.phase === 'opening') {
    return (
      <p role="status" className="absolute inset-x-0 top-3 text-center text-muted">
        Waiting for the guest
      </p>
    )
  }
  const { error } = state
  const taken = error?.code === 'host.refused' && onForce !== null
  return (
    <div className="absolute inset-0 overflow-auto bg-panel">
      <FailedState
        title={error === null ? 'The console has ended' : 'The console is not open'}
        says={error === null ? 'The guest or its host ended it.' : sentenceOf(error)}
        detail={error?.detail ?? null}
        onRetry={onRetry}
      >
        {taken && <Button onClick={onForce}>Take it from whoever has it</Button>}
      </FailedState>
    </div>
  )
}
