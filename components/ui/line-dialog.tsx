'use client'

import { type ReactNode, useState } from 'react'
import { Field } from './field.tsx'
import { FormDialog } from './form-dialog.tsx'
import { Input } from './input.tsx'

/** A dialog with one line to write. */
export function LineDialog({
  title,
  label,
  help,
  start,
  placeholder,
  code = false,
  act = 'Save',
  whyNot,
  wrong = () => null,
  waits = false,
  problem = null,
  onSave,
  onClose,
  children,
}: {
  title: string
  label: string
  help: string
  start: string
  placeholder?: string
  /** The line is a path or a key. */
  code?: boolean
  act?: string
  /** Why this text cannot be saved, or null. */
  whyNot: (text: string) => string | null
  /** Of that, what is worth saying at the line itself while it is being written. */
  wrong?: (text: string) => string | null
  waits?: boolean
  /** What went wrong when it was tried. */
  problem?: string | { says: string; detail?: string | null } | null
  onSave: (text: string) => void
  onClose: () => void
  /** What is drawn below the line from its text. */
  children?: (text: string) => ReactNode
}) {
  const [text, setText] = useState(start)
  return (
    <FormDialog
      title={title}
      act={act}
      whyNot={whyNot(text)}
      waits={waits}
      problem={typeof problem === 'string' ? { says: problem } : problem}
      onSubmit={() => onSave(text)}
      onClose={onClose}
    >
      <Field label={label} help={help} error={wrong(text)} stacked>
        {(control) => (
          <Input
            {...control}
            code={code}
            spellCheck={!code}
            autoCapitalize={code ? 'off' : undefined}
            placeholder={placeholder}
            data-autofocus
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {children?.(text)}
    </FormDialog>
  )
}
