'use client'

import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { EntryProblem } from './entry-problem.tsx'
import { useEntry } from './use-entry.ts'

/** Name and password. */
export function SignInForm() {
  const { busy, error, submit } = useEntry((api, field) =>
    api.session.signIn({ name: field('name'), password: field('password') }),
  )
  return (
    <form onSubmit={submit} className="grid gap-3">
      <Field label="Name" stacked>
        {(control) => (
          <Input
            {...control}
            name="name"
            required
            autoFocus
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <Field label="Password" stacked>
        {(control) => (
          <Input
            {...control}
            name="password"
            type="password"
            required
            autoComplete="current-password"
          />
        )}
      </Field>
      <EntryProblem error={error} />
      <Button tone="main" type="submit" className="mt-1 w-full" aria-busy={busy}>
        {busy ? 'Signing in…' : 'Sign in'}
      </Button>
    </form>
  )
}
