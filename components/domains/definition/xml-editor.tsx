'use client'

import { useMemo } from 'react'
import type { WrittenDefinition } from '@/lib/xml/read-definition.ts'
import { tokenizeXml } from '@/lib/xml/tokens.ts'
import { CodeEditor } from '@/components/ui/code-editor.tsx'

/** Longer text is not coloured: it would be coloured anew with every letter. */
const mostColoured = 100_000

/** A definition to write. `reading`: what was read of `value`. */
export function XmlEditor({
  label,
  value,
  reading,
  focused,
  onChange,
}: {
  label: string
  value: string
  reading: WrittenDefinition
  focused: boolean
  onChange: (value: string) => void
}) {
  const tokens = useMemo(
    () => (value.length > mostColoured ? [{ kind: 'text', text: value }] : tokenizeXml(value)),
    [value],
  )
  return (
    <CodeEditor
      label={label}
      value={value}
      tokens={tokens}
      fault={reading.ok ? null : reading}
      fine="It is well-formed."
      focused={focused}
      onChange={onChange}
    />
  )
}
