import type { DialogChange } from '@/lib/client/asked-change.ts'
import { changeWords } from '@/lib/libvirt/change-words.ts'
import type { DomainChange } from '@/lib/libvirt/changes.ts'
import type { MenuEntry } from '@/components/ui/menu-entry.ts'
import { changeIcons } from './change-icons.ts'

/** What can be done to one machine besides its life: the same in the menu of its page, of its row, and of the bar. */
export function changeEntries({
  autostart,
  whyNot,
  onAutostart,
  onAsk,
}: {
  autostart: boolean
  whyNot: (change: DomainChange) => string | null
  onAutostart: (on: boolean) => void
  /** Opens the dialog of one. */
  onAsk: (change: DialogChange) => void
}): MenuEntry[] {
  const ask = (change: DialogChange): MenuEntry => ({
    label: `${changeWords[change].label}…`,
    icon: changeIcons[change],
    danger: changeWords[change].loses !== null,
    whyNot: whyNot(change),
    onSelect: () => onAsk(change),
  })
  return [
    ask('rename'),
    {
      kind: 'check',
      label: 'Autostart',
      checked: autostart,
      whyNot: whyNot('setAutostart'),
      onChange: onAutostart,
    },
    { kind: 'line' },
    ask('save'),
    ask('dump'),
    ask('migrate'),
    { kind: 'line' },
    ask('undefine'),
  ]
}
