'use client'

import { ClipboardCopy, Download } from 'lucide-react'
import { type RefObject, useState } from 'react'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Input } from '@/components/ui/input.tsx'
import { saveFile } from './save-file.ts'
import type { TextControl } from './text-screen.tsx'

/** All lines that the terminal still has. */
function linesOf({ terminal }: TextControl): string {
  const { active } = terminal.buffer
  const lines = Array.from({ length: active.length }, (_, at) =>
    active.getLine(at)?.translateToString(true),
  )
  return `${lines.join('\n').trimEnd()}\n`
}

/** What can be done with a text console: search, copy, keep what was seen. */
export function TextTools({
  control,
  name,
}: {
  control: RefObject<TextControl | null>
  name: string
}) {
  const [wanted, setWanted] = useState('')
  const [missing, setMissing] = useState(false)
  const find = (forward: boolean) => {
    const search = control.current?.search
    if (search === undefined || wanted === '') return
    setMissing(!(forward ? search.findNext(wanted) : search.findPrevious(wanted)))
  }
  return (
    <>
      <span className="w-40">
        <Input
          aria-label="Search what was shown"
          placeholder="Search"
          value={wanted}
          aria-invalid={missing}
          onChange={(event) => {
            setWanted(event.target.value)
            setMissing(false)
          }}
          onKeyDown={(event) => event.key === 'Enter' && find(event.shiftKey)}
        />
      </span>
      {missing && (
        <span role="status" className="text-muted">
          not found
        </span>
      )}
      <IconButton
        label="Copy what is marked"
        icon={ClipboardCopy}
        onClick={() => {
          const marked = control.current?.terminal.getSelection() ?? ''
          if (marked !== '') void navigator.clipboard.writeText(marked)
          control.current?.terminal.focus()
        }}
      />
      <IconButton
        label="Save what was shown"
        icon={Download}
        onClick={() => {
          if (control.current === null) return
          saveFile(new Blob([linesOf(control.current)], { type: 'text/plain' }), `${name}.log`)
        }}
      />
    </>
  )
}
