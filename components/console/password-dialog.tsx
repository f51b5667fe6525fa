'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Dialog, DialogBody } from '@/components/ui/dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { SecretInput } from '@/components/ui/secret-input.tsx'

/** The password of a display whose definition does not tell it. null: whoever was asked turned away. */
export function PasswordDialog({ onAnswer }: { onAnswer: (password: string | null) => void }) {
  const [password, setPassword] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (password !== '') onAnswer(password)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onAnswer(null)}
      title="This display has a password"
      says="It goes to the display only, and is not kept."
      className="max-w-md"
    >
      <form onSubmit={submit}>
        <DialogBody>
          <Field label="Password" stacked>
            {(control) => (
              <SecretInput
                {...control}
                data-autofocus
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            )}
          </Field>
        </DialogBody>
        <footer className="flex justify-end gap-2 border-t border-line bg-sunk px-4.5 py-3">
          <Button onClick={() => onAnswer(null)}>Cancel</Button>
          <Button type="submit" tone="main" whyNot={password === '' ? 'Type the password.' : null}>
            Open
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
