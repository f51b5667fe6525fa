'use client'

import { ChevronDown, type LucideIcon } from 'lucide-react'
import { Button } from './button.tsx'
import type { ButtonLook } from './button-look.ts'
import { IconButton } from './icon-button.tsx'
import { Menu } from './menu.tsx'
import type { MenuEntry } from './menu-entry.ts'

/** The likely act as a button, its relatives in a menu beside it. Each half says for itself why it cannot be used. */
export function SplitButton({
  label,
  icon,
  whyNot,
  onPress,
  entries,
  more,
  tone = 'plain',
  small,
}: ButtonLook & {
  label: string
  icon?: LucideIcon | undefined
  whyNot?: string | null | undefined
  onPress: () => void
  entries: readonly MenuEntry[]
  /** Names the second half: "More ways to shut down". */
  more: string
}) {
  return (
    <fieldset className="flex min-w-0" aria-label={label}>
      <Button
        tone={tone}
        small={small}
        icon={icon}
        whyNot={whyNot}
        onClick={onPress}
        className="rounded-r-none focus-visible:z-1"
      >
        {label}
      </Button>
      <Menu
        entries={entries}
        trigger={
          <IconButton
            label={more}
            icon={ChevronDown}
            tone={tone}
            small={small}
            className="-ml-px w-6! rounded-l-none focus-visible:z-1"
          />
        }
      />
    </fieldset>
  )
}
