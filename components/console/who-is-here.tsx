'use client'

import { Eye, Keyboard, Users } from 'lucide-react'
import type { ConsoleLink } from '@/lib/client/console-link.ts'
import type { Present } from '@/lib/contract/consoles.ts'
import { Button } from '@/components/ui/button.tsx'
import { Icon } from '@/components/ui/icon.tsx'
import { Menu } from '@/components/ui/menu.tsx'

/** Who looks at this console, who of them types, and how the keyboard changes hands. */
export function WhoIsHere({
  people,
  you,
  watches,
  link,
}: {
  people: readonly Present[]
  you: string | null
  watches: boolean
  link: ConsoleLink | null
}) {
  const own = people.find(({ id }) => id === you)
  if (own === undefined) return null
  const others = people.filter(({ id }) => id !== you)
  const holder = people.find(({ controls }) => controls)
  const named = ({ person, controls }: Present) =>
    controls ? `${person} has the keyboard` : `${person} watches`
  return (
    <>
      {!own.controls && (
        <span className="flex items-center gap-1.5 text-muted" role="status">
          <Icon of={Eye} />
          {watches ? 'You watch' : holder ? `${holder.person} has the keyboard` : 'Nobody types'}
        </span>
      )}
      {!(own.controls || watches) && (
        <Button small icon={Keyboard} onClick={() => link?.ask({ type: 'take' })}>
          Take the keyboard
        </Button>
      )}
      {others.length > 0 && (
        <Menu
          label="Who is here"
          trigger={
            <Button small icon={Users} aria-label={`Who is here: ${people.length}`}>
              {people.length}
            </Button>
          }
          entries={[
            { kind: 'heading', label: own.controls ? 'Hand the keyboard to' : 'Here are' },
            ...others.map((one) => ({
              label: named(one),
              whyNot: own.controls ? null : 'Whoever has the keyboard hands it over.',
              onSelect: () => link?.ask({ type: 'give', to: one.id }),
            })),
          ]}
        />
      )}
    </>
  )
}
