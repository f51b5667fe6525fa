'use client'

import { MonitorX } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { ConsolePicker, type PickerProps } from './console-picker.tsx'
import { MendDisplay } from './mend-display.tsx'

/** A console that cannot be reached from here: why, and what would change that. */
export const UnreachableConsole = (props: PickerProps) => {
  const { chosen, connection, domain } = props
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ConsolePicker {...props} />
      <EmptyState icon={MonitorX} title="Out of reach from here" says={chosen.whyNot}>
        {chosen.mend !== null && chosen.choice.by === 'display' && (
          <MendDisplay
            connection={connection}
            uuid={domain.uuid}
            name={domain.name}
            index={chosen.choice.index}
          />
        )}
      </EmptyState>
    </div>
  )
}
