'use client'

import { type FormEvent, useState } from 'react'
import { mostTyped } from '@/lib/client/keysyms.ts'
import { Button } from '@/components/ui/button.tsx'
import { Dialog, DialogBody } from '@/components/ui/dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { TextArea } from '@/components/ui/text-area.tsx'

/** A text for the guest: typed key by key, which works before any system runs, or put on its clipboard. */
export function TypeTextDialog({
  onType,
  onShare,
  onClose,
}: {
  onType: (text: string) => void
  onShare: (text: string) => void
  onClose: () => void
}) {
  const [text, setText] = useState('')
  const whyNot =
    text === ''
      ? 'Write something first.'
      : text.length > mostTyped
        ? `At most ${mostTyped.toLocaleString('en')} characters at once.`
        : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (whyNot !== null) return
    onType(text)
    onClose()
  }
  const share = () => {
    onShare(text)
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Send a text to the guest"
      says="Typed key by key it works wherever a keyboard does. The clipboard needs an agent in the guest."
    >
      <form onSubmit={submit}>
        <DialogBody>
          <Field label="Text" stacked>
            {(control) => (
              <TextArea
                {...control}
                data-autofocus
                rows={6}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
        </DialogBody>
        <footer className="flex justify-end gap-2 border-t border-line bg-sunk px-4.5 py-3">
          <Button onClick={onClose}>Cancel</Button>
          <Button whyNot={whyNot} onClick={share}>
            Put on its clipboard
          </Button>
          <Button type="submit" tone="main" whyNot={whyNot}>
            Type it
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
