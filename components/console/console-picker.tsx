'use client'

import { AppWindow } from 'lucide-react'
import type { ReactNode } from 'react'
import type { OfferedConsole } from '@/lib/client/console-choices.ts'
import type { DomainRow } from '@/lib/contract/live.ts'
import { paths } from '@/lib/paths.ts'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Select } from '@/components/ui/select.tsx'

export interface PickerProps {
  connection: string
  domain: DomainRow
  offered: readonly OfferedConsole[]
  chosen: OfferedConsole
  alone: boolean
  onChoose: (console: OfferedConsole) => void
}

/** The bar over a console: which one, and what can be done with it (`children`). */
export const ConsolePicker = ({
  connection,
  domain,
  offered,
  chosen,
  alone,
  onChoose,
  children,
}: PickerProps & { children?: ReactNode }) => (
  <div
    role="toolbar"
    aria-label="Console"
    className="flex min-h-11 flex-wrap items-center gap-1.5 border-b border-line px-4.5 py-1.5 max-desk:px-2.5"
  >
    {alone && (
      <span aria-hidden className="mr-2 truncate font-heavy">
        {domain.name}
      </span>
    )}
    <Select
      aria-label="Which console"
      options={offered.map(({ key, label }) => ({ value: key, label }))}
      value={chosen.key}
      onChange={(key) => {
        const one = offered.find((each) => each.key === key)
        if (one !== undefined) onChoose(one)
      }}
    />
    {children}
    {!alone && (
      <IconButton
        label="Open in a window of its own"
        icon={AppWindow}
        onClick={() => {
          const target = paths.consoleWindow(connection, domain.uuid, chosen.key)
          window.open(target, `console ${domain.uuid} ${chosen.key}`, 'popup,width=1100,height=800')
        }}
      />
    )}
  </div>
)
