'use client'

import { useState } from 'react'
import {
  type Keyboard,
  keyboardName,
  keyboards,
  lackingOn,
  mostTyped,
  type Stroke,
  strokesFor,
} from '@/lib/client/keyboards.ts'
import { Field } from '@/components/ui/field.tsx'
import { FormDialog } from '@/components/ui/form-dialog.tsx'
import { Select } from '@/components/ui/select.tsx'
import { TextArea } from '@/components/ui/text-area.tsx'
import { useKeyboard } from './use-keyboard.ts'

const options = keyboards.map((value) => ({ value, label: keyboardName(value) }))

function whyNotTyped(keyboard: Keyboard, text: string): string | null {
  if (text === '') return 'Write something first.'
  if (text.length > mostTyped) {
    return `At most ${mostTyped.toLocaleString('en')} characters at once.`
  }
  const lacking = lackingOn(keyboard, text)
  if (lacking.length === 0) return null
  return `That keyboard has no ${lacking.slice(0, 5).join(' ')}. Choose another, or the clipboard.`
}

/** A text for the guest, typed key by key: that works before any system runs, and without any agent. */
export function TypeTextDialog({
  onType,
  onClose,
}: {
  onType: (strokes: Stroke[]) => void
  onClose: () => void
}) {
  const [text, setText] = useState('')
  const [keyboard, setKeyboard] = useKeyboard()
  const whyNot = whyNotTyped(keyboard, text)
  return (
    <FormDialog
      title="Type a text"
      says="Key by key, as if somebody sat at the guest."
      act="Type it"
      whyNot={whyNot}
      onSubmit={() => {
        onType(strokesFor(keyboard, text))
        onClose()
      }}
      onClose={onClose}
    >
      <Field label="Text" stacked error={text === '' ? null : whyNot}>
        {(control) => (
          <TextArea
            {...control}
            data-autofocus
            rows={6}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Field
        label="The guest’s keyboard"
        stacked
        help="The one that its system is set to: the same keys are other letters on another."
      >
        {(control) => (
          <Select {...control} options={options} value={keyboard} onChange={setKeyboard} />
        )}
      </Field>
    </FormDialog>
  )
}
