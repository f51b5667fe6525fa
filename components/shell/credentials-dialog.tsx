'use client'

import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { credentialsWords, fieldLabel } from '@/lib/client/question-words.ts'
import type { CredentialsQuestion } from '@/lib/libvirt/question.ts'
import { Button } from '@/components/ui/button.tsx'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Dialog, DialogBody } from '@/components/ui/dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Problem } from '@/components/ui/problem.tsx'
import { SecretInput } from '@/components/ui/secret-input.tsx'
import type { Asks } from './asks.ts'

/** What the far side says is anybody's words: text only, in a box of its own, and never so long that the buttons leave. */
const Instruction = ({ text }: { text: string }) => (
  <figure className="min-w-0">
    <figcaption className="text-small text-muted">The far side says:</figcaption>
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      dir="auto"
      className="mono max-h-32 overflow-auto rounded-md bg-sunk px-2.5 py-1.5 wrap-anywhere whitespace-pre-wrap"
    >
      {text.slice(0, 4_000)}
    </pre>
  </figure>
)

/** Asks for what a host wants to let somebody in. Enter sends it, Escape gives the attempt up. */
export function CredentialsDialog({
  asks: { answer, cancel, whyNot },
  question,
  children,
}: {
  asks: Asks
  question: CredentialsQuestion
  children: ReactNode
}) {
  const { reason, instruction, fields } = question
  const { title, says, autoComplete } = credentialsWords(question)
  const [values, setValues] = useState(() => fields.map(({ value }) => value))
  const [keep, setKeep] = useState(false)
  const form = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // React bubbles along its own tree, where a form that this dialog came up over may stand above
    event.stopPropagation()
    if (whyNot === null) answer({ kind: 'credentials', values, keep })
  }
  const first = fields.findIndex(({ value }) => value === '')
  return (
    <Dialog
      open
      deliberate
      onOpenChange={cancel}
      title={title}
      says={says}
      className="max-w-md"
      footer={
        <>
          <Button whyNot={whyNot} onClick={cancel}>
            Cancel
          </Button>
          <Button tone="main" type="submit" form={form} whyNot={whyNot}>
            Continue
          </Button>
        </>
      }
    >
      <DialogBody>
        <form
          id={form}
          onSubmit={submit}
          autoComplete="off"
          className="grid grid-cols-[minmax(0,1fr)] gap-3"
        >
          {reason !== null && <Problem says={reason} />}
          {instruction !== null && instruction !== '' && <Instruction text={instruction} />}
          {fields.map(({ label, secret }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two questions may have the same words; their place tells them apart
            <Field key={index} label={fieldLabel(label)} stacked>
              {(control) => {
                const line = {
                  ...control,
                  autoComplete,
                  maxLength: 4096,
                  value: values[index] ?? '',
                  'data-autofocus': index === first ? '' : undefined,
                  onChange: ({ target }: { target: HTMLInputElement }) =>
                    setValues((before) => before.with(index, target.value)),
                }
                return secret ? <SecretInput {...line} /> : <Input {...line} />
              }}
            </Field>
          ))}
          <Checkbox
            label="Keep for next time, sealed on this server"
            help="Otherwise this server forgets it when it stops."
            checked={keep}
            onChange={setKeep}
          />
          {children}
        </form>
      </DialogBody>
    </Dialog>
  )
}
