'use client'

import { ClipboardCopy, Download, Zap } from 'lucide-react'
import type { RefObject } from 'react'
import type { OfferedConsole } from '@/lib/client/console-choices.ts'
import type { DomainRow } from '@/lib/contract/live.ts'
import { Button } from '@/components/ui/button.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Menu } from '@/components/ui/menu.tsx'
import { saveFile } from './save-file.ts'
import type { TextControl } from './text-screen.tsx'
import { TextSearch } from './text-search.tsx'
import { copyMarked } from './text-terminal.ts'
import { useBreak } from './use-break.ts'

/** As a shell has it whose terminal does not tell sizes, which no serial line does. */
const sizeCommand = ({ rows, cols }: { rows: number; cols: number }) =>
  `stty rows ${rows} cols ${cols}\r`

/** What can be done with a text console: search, copy, keep what was seen, and send what no key does. */
export function TextTools({
  control,
  connection,
  domain,
  chosen,
  mayType,
}: {
  control: RefObject<TextControl | null>
  connection: string
  domain: DomainRow
  chosen: OfferedConsole
  mayType: boolean
}) {
  const sendBreak = useBreak(connection, domain, chosen)
  const whyNot = mayType ? null : 'Somebody else has the keyboard.'
  return (
    <>
      <TextSearch control={control} />
      <Menu
        align="start"
        trigger={
          <Button icon={Zap} whyNot={whyNot}>
            Send
          </Button>
        }
        entries={[
          { label: 'Break', whyNot: sendBreak.whyNot, onSelect: () => void sendBreak.send() },
          {
            label: 'The size of this terminal (stty)',
            onSelect: () => {
              if (control.current === null) return
              control.current.type(sizeCommand(control.current.terminal))
              control.current.terminal.focus()
            },
          },
        ]}
      />
      <IconButton
        label="Copy what is marked"
        icon={ClipboardCopy}
        onClick={() => control.current && copyMarked(control.current.terminal)}
      />
      <IconButton
        label="Save what was shown"
        icon={Download}
        onClick={() => {
          if (control.current === null) return
          const text = new Blob([control.current.log.text()], { type: 'text/plain' })
          saveFile(text, `${domain.name}.log`)
        }}
      />
    </>
  )
}
