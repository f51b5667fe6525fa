'use client'

import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { Dialog, DialogBody } from './dialog.tsx'
import { Field } from './field.tsx'
import { Input } from './input.tsx'
import { Problem } from './problem.tsx'

/** A dialog with one line to write. */
export function LineDialog({
  title,
  label,
  help,
  start,
  whyNot,
  problem = null,
  onSave,
  onClose,
  children,
}: {
  title: string
  label: string
  help: string
  start: string
  /** Why this text cannot be saved, or null. */
  whyNot: (text: string) => string | null
  /** What went wrong when it was tried. */
  problem?: string | null
  onSave: (text: string) => void
  onClose: () => void
  /** What is drawn below the line from its text. */
  children?: (text: string) => ReactNode
}) {
  const [text, setText] = useState(start)
  const why = whyNot(text)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (why === null) onSave(text)
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title} className="max-w-md">
      <form onSubmit={submit}>
        <DialogBody className="grid gap-2.5">
          <Field label={label} help={help} stacked>
            {(control) => (
              <Input
                {...control}
                data-autofocus
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
          {children?.(text)}
          {problem !== null && <Problem says={problem} />}
        </DialogBody>
        <footer className="flex justify-end gap-2 border-t border-line bg-sunk px-4.5 py-3">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="main" whyNot={why}>
            Save
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
