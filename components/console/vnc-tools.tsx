'use client'

import type RFB from '@novnc/novnc'
import { Camera, ClipboardList, Keyboard, ScanSearch, Type } from 'lucide-react'
import { type RefObject, useState } from 'react'
import { combinations } from '@/lib/client/keysyms.ts'
import { Button } from '@/components/ui/button.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Menu } from '@/components/ui/menu.tsx'
import type { MenuEntry } from '@/components/ui/menu-entry.ts'
import { ClipboardDialog } from './clipboard-dialog.tsx'
import { press } from './press.ts'
import { saveFile } from './save-file.ts'
import { TypeTextDialog } from './type-text-dialog.tsx'
import type { SharedClipboard } from './use-shared-clipboard.ts'
import { useTyping } from './use-typing.ts'
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

const lookEntries = (look: VncLook, onLook: (look: VncLook) => void): MenuEntry[] => [
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
  { kind: 'line' },
  {
    kind: 'check',
    label: 'A dot where the guest shows no pointer',
    checked: look.dot,
    onChange: (dot) => onLook({ ...look, dot }),
  },
]

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
  clipboard: SharedClipboard
  name: string
}) {
  const [dialog, setDialog] = useState<'text' | 'clipboard' | null>(null)
  const { left, type, stop } = useTyping(control)
  const whyNot = mayType ? null : 'Somebody else has the keyboard.'
  const close = () => setDialog(null)
  return (
    <>
      <Menu
        align="start"
        trigger={<Button icon={ScanSearch}>{fitWords[look.fit]}</Button>}
        entries={lookEntries(look, onLook)}
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
          onSelect: () => {
            press(control.current, keys)
            control.current?.focus()
          },
        }))}
      />
      {left === 0 ? (
        <IconButton
          label="Type a text"
          icon={Type}
          whyNot={whyNot}
          onClick={() => setDialog('text')}
        />
      ) : (
        <Button onClick={stop}>Stop typing, {left} left</Button>
      )}
      <IconButton
        label={clipboard.shared ? 'Clipboard, shared' : 'Clipboard'}
        icon={ClipboardList}
        className={clipboard.shared ? 'text-accent!' : undefined}
        onClick={() => setDialog('clipboard')}
      />
      <IconButton
        label="Save a picture"
        icon={Camera}
        onClick={() =>
          control.current?.toBlob((picture) => picture && saveFile(picture, `${name}.png`))
        }
      />
      {dialog === 'text' && <TypeTextDialog onClose={close} onType={type} />}
      {dialog === 'clipboard' && (
        <ClipboardDialog clipboard={clipboard} whyNot={whyNot} onClose={close} />
      )}
    </>
  )
}
