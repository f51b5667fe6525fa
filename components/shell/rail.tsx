'use client'

import { BookOpen, History, PanelLeft, Search, Server, Settings, Users } from 'lucide-react'
import { formatCount } from '@/lib/format.ts'
import { paths } from '@/lib/paths.ts'
import { useConnections } from '@/components/data/use-connections.ts'
import { useMay } from '@/components/data/use-may.ts'
import { classes } from '@/components/ui/classes.ts'
import { Icon } from '@/components/ui/icon.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { CommandKey, Kbd } from '@/components/ui/kbd.tsx'
import { Link } from '@/components/ui/link.tsx'
import { AccountMenu } from './account-menu.tsx'
import { ConnectionTree } from './connection-tree.tsx'
import { Mark } from './mark.tsx'
import { usePalette } from './palette-host.tsx'
import { RailLink } from './rail-link.tsx'

/** All machines of all connections, as far as the server counts them. */
function useMachineCount(): string | undefined {
  const connections = useConnections()
  if (connections === null) return undefined
  return formatCount(connections.reduce((sum, { total }) => sum + total, 0))
}

/** The rail's content; the frame decides whether it stands at the side or in a drawer. */
export function Rail({ narrow, onToggle }: { narrow: boolean; onToggle: (() => void) | null }) {
  const count = useMachineCount()
  const administers = useMay('administer')
  return (
    <div className="flex h-full min-h-0 flex-col gap-0.5 px-2 py-3">
      <div
        className={classes(
          'flex items-center pb-2.5',
          narrow ? 'flex-col gap-2' : 'justify-between pr-1 pl-2',
        )}
      >
        <Link
          href={paths.home()}
          className="flex items-center gap-2.25 rounded-md text-title font-heavy tracking-tight"
          aria-label="Oirase: all machines"
        >
          <Mark />
          {!narrow && 'Oirase'}
        </Link>
        {onToggle && (
          <IconButton
            small
            label={narrow ? 'Widen the sidebar' : 'Narrow the sidebar'}
            icon={PanelLeft}
            onClick={onToggle}
            className="max-desk:hidden"
          />
        )}
      </div>
      <JumpButton narrow={narrow} />
      <nav
        aria-label="Main"
        className="grid min-h-0 flex-1 auto-rows-min grid-cols-[minmax(0,1fr)] content-start gap-0.5 overflow-x-hidden overflow-y-auto p-0.5"
      >
        <RailLink
          href={paths.home()}
          mark={<Icon of={Server} />}
          label="All machines"
          count={count}
          narrow={narrow}
        />
        <RailLink
          href={paths.history()}
          mark={<Icon of={History} />}
          label="History"
          narrow={narrow}
        />
        <ConnectionTree narrow={narrow} />
      </nav>
      <nav aria-label="Yours" className="grid gap-0.5 px-0.5 pt-1">
        {administers && (
          <RailLink
            href={paths.people()}
            mark={<Icon of={Users} />}
            label="People"
            narrow={narrow}
          />
        )}
        <RailLink
          href={paths.help()}
          mark={<Icon of={BookOpen} />}
          label="Connection URIs"
          narrow={narrow}
        />
        <RailLink
          href={paths.settings()}
          mark={<Icon of={Settings} />}
          label="Settings"
          narrow={narrow}
        />
        <AccountMenu narrow={narrow} />
      </nav>
    </div>
  )
}

function JumpButton({ narrow }: { narrow: boolean }) {
  const { open } = usePalette()
  if (narrow) {
    return (
      <IconButton
        label="Search or jump to… (Ctrl K)"
        icon={Search}
        onClick={open}
        className="mx-auto mb-1"
      />
    )
  }
  return (
    <button
      type="button"
      onClick={open}
      className="mx-1 mb-2 flex items-center justify-between rounded-md border border-line bg-panel px-2.25 py-1 text-muted hover:border-line-strong"
    >
      Search or jump to…
      <Kbd>
        <CommandKey /> K
      </Kbd>
    </button>
  )
}
