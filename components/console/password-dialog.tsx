'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field.tsx'
import { FormDialog } from '@/components/ui/form-dialog.tsx'
import { Input } from '@/components/ui/input.tsx'
import { SecretInput } from '@/components/ui/secret-input.tsx'
import type { DisplayLogin, DisplayQuestion } from './use-console.ts'

/**
 * What a display wants to know whose definition does not tell it; it stays until the display has taken it. null:
 * whoever was asked turned away.
 */
export function PasswordDialog({
  what,
  reason,
  waits,
  onAnswer,
}: DisplayQuestion & { onAnswer: (login: DisplayLogin | null) => void }) {
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const byName = what === 'login'
  const missing = byName && user === '' ? 'Type the name.' : 'Type the password.'
  return (
    <FormDialog
      title={byName ? 'This display asks who you are' : 'This display has a password'}
      says="It goes to the display only, and is not kept."
      act="Open"
      whyNot={password === '' || (byName && user === '') ? missing : null}
      waits={waits}
      onSubmit={() => onAnswer({ user, password })}
      onClose={() => onAnswer(null)}
    >
      {byName && (
        <Field label="Name" stacked>
          {(control) => (
            <Input
              {...control}
              data-autofocus
              spellCheck={false}
              autoCapitalize="off"
              maxLength={longest}
              value={user}
              onChange={(event) => setUser(event.target.value)}
            />
          )}
        </Field>
      )}
      <Field label="Password" stacked error={reason}>
        {(control) => (
          <SecretInput
            {...control}
            data-autofocus={byName ? undefined : true}
            maxLength={longest}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  )
}

const longest = 256
