'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { asApiError, sentenceOf } from '@/lib/client/request-failed.ts'
import { useAnswers } from '@/components/data/services.ts'
import { Button } from '@/components/ui/button.tsx'
import { Card } from '@/components/ui/card.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Problem } from '@/components/ui/problem.tsx'
import { useToast } from '@/components/ui/toast.tsx'

const empty = { current: '', password: '', again: '' }

const whyNotChange = ({ current, password, again }: typeof empty): string | null => {
  if (current === '' || password === '') return 'Fill in the fields first.'
  if (password.length < 10) return 'The new password needs at least 10 characters.'
  return password === again ? null : 'The two new passwords differ.'
}

/** Changes one's own password. */
export function PasswordCard() {
  const [form, setForm] = useState(empty)
  const tell = useToast()
  const change = useMutation(
    useAnswers().session.setPassword.mutationOptions({
      meta: { inPlace: true },
      onSuccess: () => {
        setForm(empty)
        tell({ tone: 'run', says: 'The password has been changed.' })
      },
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { current, password } = form
    if (whyNotChange(form) === null) change.mutate({ current, password })
  }
  return (
    <Card title="Password">
      <form onSubmit={submit} className="grid max-w-100 gap-2.5">
        <Secret label="Present password" of="current" form={form} onChange={setForm} />
        <Secret label="New password" of="password" form={form} onChange={setForm} />
        <Secret label="The same again" of="again" form={form} onChange={setForm} />
        {change.error && <Problem says={sentenceOf(asApiError(change.error))} />}
        <Button type="submit" className="justify-self-end" whyNot={whyNotChange(form)}>
          Change password
        </Button>
      </form>
    </Card>
  )
}

function Secret({
  label,
  of,
  form,
  onChange,
}: {
  label: string
  of: keyof typeof empty
  form: typeof empty
  onChange: (form: typeof empty) => void
}) {
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          type="password"
          autoComplete={of === 'current' ? 'current-password' : 'new-password'}
          value={form[of]}
          onChange={(event) => onChange({ ...form, [of]: event.target.value })}
        />
      )}
    </Field>
  )
}
