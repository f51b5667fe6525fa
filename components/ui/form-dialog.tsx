'use client'

import type { FormEvent, ReactNode } from 'react'
import { Button } from './button.tsx'
import type { ButtonTone } from './button-look.ts'
import { Dialog, DialogBody } from './dialog.tsx'
import { Problem } from './problem.tsx'

/**
 * A dialog with something to fill in and one thing to do with it. It stays while that is under way (`waits`), and says
 * under the fields what went wrong.
 */
export function FormDialog({
  title,
  says,
  act,
  tone = 'main',
  whyNot = null,
  waits = false,
  problem = null,
  careful = false,
  onSubmit,
  onClose,
  className = 'max-w-md',
  children,
}: {
  title: string
  says?: ReactNode
  /** What the button does: “Rename”. */
  act: string
  tone?: ButtonTone
  /** Why it cannot be done with what is filled in, or null. */
  whyNot?: string | null
  /** It was asked, and has not ended yet. */
  waits?: boolean
  problem?: { says: string; detail?: string | null } | null
  /** Focus starts on the way out. */
  careful?: boolean
  onSubmit: () => void
  onClose: () => void
  className?: string
  children: ReactNode
}) {
  const why = waits ? 'It is being done.' : whyNot
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (why === null) onSubmit()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      says={says}
      className={className}
    >
      <form onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
        <DialogBody className="grid gap-2.5">
          {children}
          {problem !== null && <Problem {...problem} />}
        </DialogBody>
        <footer className="flex justify-end gap-2 border-t border-line bg-sunk px-4.5 py-3">
          <Button data-autofocus={careful || undefined} onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            tone={tone}
            whyNot={why}
            className={waits ? 'animate-breathe' : undefined}
          >
            {act}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
