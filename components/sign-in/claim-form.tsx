'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { EntryProblem } from './entry-problem.tsx'
import { useEntry } from './use-entry.ts'

/** The first administrator makes themselves: a name, and a password typed twice. */
export function ClaimForm({ token }: { token: string }) {
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const differ = second !== '' && first !== second
  const { busy, error, submit } = useEntry((api, field) =>
    api.session.claim({ token, name: field('name'), password: field('password') }),
  )
  return (
    <form onSubmit={submit} className="grid gap-3">
      <Field label="Your name" stacked>
        {(control) => (
          <Input
            {...control}
            name="name"
            required
            maxLength={64}
            autoFocus
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <Field label="A password" stacked help="At least 10 characters.">
        {(control) => (
          <Input
            {...control}
            name="password"
            type="password"
            required
            minLength={10}
            maxLength={256}
            autoComplete="new-password"
            value={first}
            onChange={(event) => setFirst(event.target.value)}
          />
        )}
      </Field>
      <Field
        label="The same password again"
        stacked
        error={differ ? 'This is not the same password.' : null}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            required
            autoComplete="new-password"
            value={second}
            onChange={(event) => setSecond(event.target.value)}
          />
        )}
      </Field>
      <EntryProblem error={error} />
      <Button
        tone="main"
        type="submit"
        className="mt-1 w-full"
        aria-busy={busy}
        whyNot={differ ? 'The two passwords differ.' : null}
      >
        {busy ? 'One moment…' : 'Begin'}
      </Button>
    </form>
  )
}
