'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field.tsx'
import { FormDialog } from '@/components/ui/form-dialog.tsx'
import { SecretInput } from '@/components/ui/secret-input.tsx'

/** The password of a display whose definition does not tell it. null: whoever was asked turned away. */
export function PasswordDialog({ onAnswer }: { onAnswer: (password: string | null) => void }) {
  const [password, setPassword] = useState('')
  return (
    <FormDialog
      title="This display has a password"
      says="It goes to the display only, and is not kept."
      act="Open"
      whyNot={password === '' ? 'Type the password.' : null}
      onSubmit={() => onAnswer(password)}
      onClose={() => onAnswer(null)}
    >
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
    </FormDialog>
  )
}
