import { MonitorPlay, PanelRightOpen } from 'lucide-react'
import type { Listed } from '@/lib/client/list/listed.ts'
import type { BulkOffer } from '@/lib/client/list/offers.ts'
import { actionWords } from '@/lib/libvirt/words.ts'
import { paths } from '@/lib/paths.ts'
import type { MenuEntry } from '@/components/ui/menu-entry.ts'
import { actionIcons } from '../action-icons.ts'

/** The menu of one row or of a selection: the same offers as the buttons have. */
export function rowMenu(
  rows: readonly Listed[],
  offers: readonly BulkOffer[],
  take: (offer: BulkOffer) => void,
  more: readonly MenuEntry[],
): MenuEntry[] {
  const [first] = rows
  if (first === undefined) return [{ kind: 'heading', label: 'No machine here' }]
  const open: MenuEntry[] =
    rows.length === 1
      ? [
          {
            kind: 'link',
            label: 'Open',
            icon: PanelRightOpen,
            href: paths.domain(first.connection.row.id, first.domain.uuid),
          },
          {
            kind: 'link',
            label: 'Open console',
            icon: MonitorPlay,
            href: paths.domainConsole(first.connection.row.id, first.domain.uuid),
          },
        ]
      : [{ kind: 'heading', label: `${rows.length} machines` }]
  return [
    ...open,
    { kind: 'line' },
    ...offers.map(
      (offer): MenuEntry => ({
        label: offer.label,
        icon: actionIcons[offer.action],
        danger: actionWords[offer.action].loses !== null,
        whyNot: offer.whyNot,
        onSelect: () => take(offer),
      }),
    ),
    { kind: 'line' },
    ...more,
  ]
}
