'use client'

import type RFB from '@novnc/novnc'
import { useRef, useState } from 'react'
import type { SpiceMainConn } from 'spice-client'
import type { ConsoleChoice } from '@/lib/contract/consoles.ts'
import { ConsolePicker, type PickerProps } from './console-picker.tsx'
import { ConsoleVeil } from './console-veil.tsx'
import { FullScreen, LeaveFullScreen } from './full-screen.tsx'
import { KeyBar } from './key-bar.tsx'
import { PasswordDialog } from './password-dialog.tsx'
import { SpiceScreen } from './spice-screen.tsx'
import { SpiceTools } from './spice-tools.tsx'
import { type TextControl, TextScreen } from './text-screen.tsx'
import { TextTools } from './text-tools.tsx'
import { useConsole } from './use-console.ts'
import { useSharedClipboard } from './use-shared-clipboard.ts'
import { ViewerFile } from './viewer-file.tsx'
import { type VncLook, VncScreen } from './vnc-screen.tsx'
import { VncTools } from './vnc-tools.tsx'
import { WhoIsHere } from './who-is-here.tsx'

const usual: VncLook = { fit: 'fit', watches: false, quality: 6, dot: true }

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
  const [resizes, setResizes] = useState(false)
  const clipboard = useSharedClipboard(connection, { control: vnc, mayType })
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
        {chosen.kind === 'spice' && (
          <SpiceTools
            control={spice}
            mayType={mayType}
            clipboard={clipboard}
            resizes={resizes}
            onResizes={setResizes}
          />
        )}
        {chosen.kind === 'text' && (
          <TextTools control={text} {...{ connection, domain, chosen, mayType }} />
        )}
        <span className="flex-1" />
        <ViewerFile chosen={chosen} name={domain.name} />
        <WhoIsHere people={people} you={you} watches={watches} link={link} />
        <FullScreen of={stage} />
      </ConsolePicker>
      <div
        ref={stage}
        className="relative grid min-h-60 flex-1 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] overflow-hidden bg-panel"
      >
        {link !== null && state.phase !== 'ended' && chosen.kind === 'vnc' && (
          <VncScreen
            {...shown}
            {...{ link, control: vnc }}
            look={{ ...look, watches: shown.watches }}
            onReady={() => {
              vnc.current?.focus()
              clipboard.ready()
            }}
            onClipboard={clipboard.fromGuest}
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
            shares={clipboard.shared && mayType}
            resizes={resizes && mayType}
            onLost={() => giveUp('A channel of its SPICE display has ended.')}
          />
        )}
        <ConsoleVeil
          state={state}
          onRetry={retry}
          onForce={chosen.choice.by === 'text' && !forced ? () => setForced(true) : null}
        />
        <LeaveFullScreen of={stage} />
      </div>
      {chosen.kind === 'vnc' && mayType && <KeyBar control={vnc} />}
      {question !== null && <PasswordDialog {...question} onAnswer={answer} />}
    </div>
  )
}
