'use client'

import { useEffect, useRef } from 'react'
import { classes } from '@/components/ui/classes.ts'
import { Icon } from '@/components/ui/icon.tsx'
import { toneText } from '@/components/ui/tone.ts'
import { ToneMark } from '@/components/ui/tone-mark.tsx'
import { ConnectionDot } from './connection-dot.tsx'
import type { PaletteEntry, PaletteMark } from './palette-entries.ts'

function Mark({ mark }: { mark: PaletteMark }) {
  if ('icon' in mark) return <Icon of={mark.icon} className="text-muted" />
  if ('state' in mark) return <ConnectionDot state={mark.state} />
  return (
    <span className={toneText[mark.tone]}>
      <ToneMark tone={mark.tone} />
    </span>
  )
}

/** One option; the first of its section carries the section's name. It never takes the focus from the search line. */
export function PaletteLine({
  id,
  entry,
  heads,
  first,
  active,
  onPoint,
  onChoose,
}: {
  id: string
  entry: PaletteEntry
  heads: boolean
  first: boolean
  active: boolean
  onPoint: () => void
  onChoose: () => void
}) {
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // the first is in sight anyway, and looking would cost a layout just when the palette opens
    if (active && !first) line.current?.scrollIntoView({ block: 'nearest' })
  }, [active, first])
  const { section, mark, label, beside, whyNot } = entry
  return (
    <>
      {heads && (
        <div role="presentation" className="px-2.5 pt-2 pb-0.5 text-tiny font-strong text-muted">
          {section}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: arrows and Enter are handled by the search line it belongs to */}
      <div
        ref={line}
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={active}
        aria-disabled={whyNot !== null || undefined}
        onPointerMove={active ? undefined : onPoint}
        onClick={onChoose}
        className={classes(
          'grid cursor-pointer grid-cols-[1rem_minmax(0,auto)_minmax(0,1fr)] items-center gap-x-2.5 rounded-md px-2.5 py-1.25',
          active && 'bg-accent-soft',
          whyNot !== null && 'cursor-default text-faint',
        )}
      >
        <span className="grid place-items-center">
          <Mark mark={mark} />
        </span>
        <bdi className="truncate">{label}</bdi>
        <span className="truncate text-small text-muted">{whyNot ?? beside}</span>
      </div>
    </>
  )
}
