'use client'

import type RFB from '@novnc/novnc'
import { Camera, ClipboardCopy, Keyboard, ScanSearch, Type } from 'lucide-react'
import { type RefObject, useState } from 'react'
import { combinations, keysOf } from '@/lib/client/keysyms.ts'
import { Button } from '@/components/ui/button.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Menu } from '@/components/ui/menu.tsx'
import { saveFile } from './save-file.ts'
import { TypeTextDialog } from './type-text-dialog.tsx'
import { type Fit, fits, type VncLook } from './vnc-screen.tsx'

const fitWords: Record<Fit, string> = {
  fit: 'Fit the window',
  exact: 'One to one',
  resize: 'Resize the guest’s screen',
}

const qualities = [
  { label: 'Best picture', quality: 9 },
  { label: 'Balanced', quality: 6 },
  { label: 'Fewest bytes', quality: 1 },
]

function press(rfb: RFB | null, keys: readonly number[]): void {
  for (const key of keys) rfb?.sendKey(key, null, true)
  for (const key of keys.toReversed()) rfb?.sendKey(key, null, false)
  rfb?.focus()
}

/** What can be done with a VNC display: its size, keys the browser keeps, text, the clipboard, a picture. */
export function VncTools({
  control,
  look,
  onLook,
  mayType,
  clipboard,
  name,
}: {
  control: RefObject<RFB | null>
  look: VncLook
  onLook: (look: VncLook) => void
  mayType: boolean
  /** What the guest last copied. */
  clipboard: string | null
  name: string
}) {
  const [typing, setTyping] = useState(false)
  const whyNot = mayType ? null : 'Somebody else has the keyboard.'
  return (
    <>
      <Menu
        align="start"
        trigger={<Button icon={ScanSearch}>{fitWords[look.fit]}</Button>}
        entries={[
          ...fits.map((fit) => ({
            kind: 'choice' as const,
            label: fitWords[fit],
            chosen: fit === look.fit,
            onSelect: () => onLook({ ...look, fit }),
          })),
          { kind: 'line' },
          ...qualities.map(({ label, quality }) => ({
            kind: 'choice' as const,
            label,
            chosen: quality === look.quality,
            onSelect: () => onLook({ ...look, quality }),
          })),
        ]}
      />
      <Menu
        align="start"
        trigger={
          <Button icon={Keyboard} whyNot={whyNot}>
            Send keys
          </Button>
        }
        entries={combinations.map(({ label, keys }) => ({
          label,
          onSelect: () => press(control.current, keys),
        }))}
      />
      <IconButton label="Type a text" icon={Type} whyNot={whyNot} onClick={() => setTyping(true)} />
      <IconButton
        label="Copy what the guest copied"
        icon={ClipboardCopy}
        whyNot={clipboard === null ? 'The guest has copied nothing yet.' : null}
        onClick={() => void navigator.clipboard.writeText(clipboard ?? '')}
      />
      <IconButton
        label="Save a picture"
        icon={Camera}
        onClick={() =>
          control.current?.toBlob((picture) => picture && saveFile(picture, `${name}.png`))
        }
      />
      {typing && (
        <TypeTextDialog
          onClose={() => setTyping(false)}
          onType={(text) => {
            for (const keys of keysOf(text)) press(control.current, keys)
          }}
          onShare={(text) => control.current?.clipboardPasteFrom(text)}
        />
      )}
    </>
  )
}
