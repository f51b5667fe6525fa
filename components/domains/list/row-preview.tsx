'use client'

import { type RefObject, useEffect, useRef } from 'react'
import type { Listed } from '@/lib/client/list/listed.ts'
import { isActive } from '@/lib/libvirt/domain-state.ts'
import { placeBeside } from '@/lib/place-beside.ts'
import { lacksOf } from '@/components/data/use-change.ts'
import { Kbd } from '@/components/ui/kbd.tsx'
import { MachineScreen } from '../screen/machine-screen.tsx'
import { type PreviewedRow, useRowPreview } from './use-row-preview.ts'

/** The screen of the machine that the pointer or the keyboard rests on, beside its name. Nothing in it can be pressed. */
export function RowPreview({
  grid,
  active,
  rowOf,
}: {
  grid: RefObject<HTMLElement | null>
  active: string | null
  rowOf: (key: string) => Listed | undefined
}) {
  const shown = useRowPreview(grid, active)
  const row = shown === null ? undefined : rowOf(shown.key)
  if (shown === null || row === undefined || !isActive(row.domain.state)) return null
  if (lacksOf(row.connection.row).includes('screenshot')) return null
  return <Preview key={row.key} at={shown} row={row} selected={row.key === active} />
}

function Preview({
  at,
  row: { connection, domain },
  selected,
}: {
  at: PreviewedRow
  row: Listed
  /** The keys are for this row. */
  selected: boolean
}) {
  const card = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = card.current
    if (element === null) return
    element.showPopover()
    const window = { width: innerWidth, height: innerHeight }
    const options = { align: 'start', gap: 8 } as const
    const { left, top } = placeBeside(at.box, element.getBoundingClientRect(), window, options)
    element.style.translate = `${left}px ${top}px`
    return () => element.hidePopover()
  }, [at])
  return (
    <div
      ref={card}
      popover="manual"
      aria-hidden
      data-previewed={domain.name}
      className="pointer-events-none fixed inset-auto top-0 left-0 m-0 w-68 rounded-lg bg-raised p-2 text-small text-muted shadow-float"
    >
      <MachineScreen connection={connection.row} domain={domain} aged />
      <p className="mt-1.5 truncate font-strong text-text">
        <bdi>{domain.name}</bdi>
      </p>
      <p>{selected ? <Kbd>C</Kbd> : 'A double click'} opens its console</p>
    </div>
  )
}
