'use client'

import { useState } from 'react'
import { whyNotForGuest } from '@/lib/client/for-guest.ts'
import { Button } from '@/components/ui/button.tsx'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { CopyButton } from '@/components/ui/copy-button.tsx'
import { Dialog, DialogBody } from '@/components/ui/dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Problem } from '@/components/ui/problem.tsx'
import { TextArea } from '@/components/ui/text-area.tsx'
import { type SharedClipboard, whyNoClipboard } from './use-shared-clipboard.ts'

/** The guest's clipboard: shared by itself when that is allowed, and by hand in any case. */
export function ClipboardDialog({
  clipboard,
  whyNot,
  onClose,
}: {
  clipboard: SharedClipboard
  /** Why nothing is given to the guest now, or null. */
  whyNot: string | null
  onClose: () => void
}) {
  const { shared, share, copied, problem, give } = clipboard
  const [text, setText] = useState('')
  const [given, setGiven] = useState(false)
  const tooLong = text === '' ? null : whyNotForGuest(text)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Clipboard"
      says="It needs an agent in the guest (spice-vdagent), and a channel that leads there."
    >
      <DialogBody className="grid gap-4">
        <Checkbox
          label="Share the clipboard"
          checked={shared}
          onChange={share}
          whyNot={whyNoClipboard()}
          help={
            whyNoClipboard() ??
            'Whatever you copy anywhere is given to the guest when you come to this page, and what is copied there becomes yours. Every program in the guest can read it. It stays so in this browser, for all machines of this connection.'
          }
        />
        {problem !== null && <Problem says={problem} />}
        <Field label="What the guest copied" stacked>
          {(control) => (
            <TextArea
              {...control}
              readOnly
              rows={4}
              value={copied ?? ''}
              placeholder="Nothing yet"
              onFocus={(event) => event.target.select()}
            />
          )}
        </Field>
        {copied !== null && (
          <span>
            <CopyButton text={copied} tip="Copy what the guest copied" />
          </span>
        )}
        <Field label="For the guest" stacked error={tooLong}>
          {(control) => (
            <TextArea
              {...control}
              data-autofocus
              rows={4}
              value={text}
              onChange={(event) => {
                setText(event.target.value)
                setGiven(false)
              }}
            />
          )}
        </Field>
      </DialogBody>
      <footer className="flex items-center justify-end gap-2 border-t border-line bg-sunk px-4.5 py-3">
        <span role="status" className="flex-1 text-muted">
          {given && 'It is on the guest’s clipboard.'}
        </span>
        <Button onClick={onClose}>Close</Button>
        <Button
          tone="main"
          whyNot={whyNot ?? whyNotForGuest(text)}
          onClick={() => {
            give(text)
            setGiven(true)
          }}
        >
          Put it there
        </Button>
      </footer>
    </Dialog>
  )
}
