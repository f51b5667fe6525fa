'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { asApiError, sentenceOf } from '@/lib/client/request-failed.ts'
import type { Person } from '@/lib/contract/people.ts'
import type { Grant } from '@/lib/contract/permission.ts'
import { useServices } from '@/components/data/services.ts'
import { Button } from '@/components/ui/button.tsx'
import { Dialog, DialogBody } from '@/components/ui/dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Problem } from '@/components/ui/problem.tsx'
import { GrantEditor } from './grant-editor.tsx'

interface PersonForm {
  name: string
  password: string
  grants: readonly Grant[]
}

const formOf = (person: Person | null): PersonForm => ({
  name: person?.name ?? '',
  password: '',
  grants: person?.grants ?? [{ connection: null, role: 'viewer' }],
})

function whyNotSave({ name, password }: PersonForm, isNew: boolean): string | null {
  if (name.trim() === '') return 'A name is needed.'
  if (isNew && password === '') return 'A first password is needed.'
  if (password !== '' && password.length < 10) return 'The password needs at least 10 characters.'
  return null
}

/** Creates or changes somebody, and brings the list up to date. */
function useSave(person: Person | null, onDone: () => void) {
  const { api, answers, client } = useServices()
  return useMutation({
    meta: { inPlace: true },
    mutationFn: ({ name, password, grants }: PersonForm) =>
      person === null
        ? api.people.create({ name, password, grants: [...grants] })
        : api.people.update({
            person: person.id,
            grants: [...grants],
            ...(password !== '' && { password }),
          }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: answers.people.list.key() })
      onDone()
    },
  })
}

/** Adds a person (`person` null), or changes what one may do and gives them a new password. */
export function PersonDialog({
  open,
  person,
  onClose,
}: {
  open: boolean
  person: Person | null
  onClose: () => void
}) {
  const [form, setForm] = useState(() => formOf(person))
  const save = useSave(person, onClose)
  const id = useId()
  const whyNot = whyNotSave(form, person === null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (whyNot === null) save.mutate(form)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={person === null ? 'Add person' : person.name}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="main" type="submit" form={id} whyNot={whyNot}>
            {person === null ? 'Add' : 'Save'}
          </Button>
        </>
      }
    >
      <DialogBody>
        <form id={id} onSubmit={submit} className="grid gap-3">
          {person === null && (
            <Field label="Name">
              {(control) => (
                <Input
                  {...control}
                  autoFocus
                  autoComplete="off"
                  maxLength={64}
                  value={form.name}
                  onChange={(event) => setForm({ ...form, name: event.target.value })}
                />
              )}
            </Field>
          )}
          <Field
            label={person === null ? 'Password' : 'New password'}
            help={
              person === null
                ? 'At least 10 characters. Tell it to them; they can change it.'
                : 'Empty: the present one stays. A new one signs them out everywhere.'
            }
          >
            {(control) => (
              <Input
                {...control}
                type="password"
                autoComplete="new-password"
                value={form.password}
                onChange={(event) => setForm({ ...form, password: event.target.value })}
              />
            )}
          </Field>
          <GrantEditor grants={form.grants} onChange={(grants) => setForm({ ...form, grants })} />
          {save.error && (
            <Problem
              says={sentenceOf(asApiError(save.error))}
              detail={asApiError(save.error).detail}
            />
          )}
        </form>
      </DialogBody>
    </Dialog>
  )
}
