import type { LucideIcon } from 'lucide-react'

/**
 * What stands in a menu, said as data, so that a button's menu and the menu under the pointer offer the same.
 * `whyNot` keeps an entry in its place and shows the reason under it; `href` makes it a link.
 */
export type MenuEntry =
  | {
      kind?: 'act'
      label: string
      icon?: LucideIcon | undefined
      /** As shown: `⌘K`, `Del`. */
      keys?: string | undefined
      danger?: boolean | undefined
      whyNot?: string | null | undefined
      onSelect: () => void
    }
  | { kind: 'link'; label: string; icon?: LucideIcon | undefined; href: string }
  | {
      kind: 'check'
      label: string
      checked: boolean
      whyNot?: string | null | undefined
      onChange: (checked: boolean) => void
    }
  | { kind: 'choice'; label: string; chosen: boolean; onSelect: () => void }
  | { kind: 'heading'; label: string }
  | { kind: 'line' }
