'use client'

import { Plus, X } from 'lucide-react'
import { connectionName } from '@/lib/client/connection-name.ts'
import { type Grant, type Role, roles } from '@/lib/contract/permission.ts'
import { useConnections } from '@/components/data/use-connections.ts'
import { Button } from '@/components/ui/button.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Select } from '@/components/ui/select.tsx'

const roleOptions = roles.map((value) => ({ value, label: value }))
const everything = '*'

const roleSays: Record<Role, string> = {
  viewer: 'sees, changes nothing',
  operator: 'sees, starts and stops machines',
  administrator: 'does everything, also connects hosts and manages people',
}

/** What somebody may do, and on what: one line a grant. No line: nothing. */
export function GrantEditor({
  grants,
  onChange,
}: {
  grants: readonly Grant[]
  onChange: (grants: readonly Grant[]) => void
}) {
  const connections = useConnections() ?? []
  const places = [
    { value: everything, label: 'everything' },
    ...connections.map((row) => ({ value: row.id, label: connectionName(row) })),
  ]
  const replace = (index: number, grant: Grant) => onChange(grants.with(index, grant))
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 text-muted">May be</legend>
      {grants.map((grant, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
          key={index}
          className="grid grid-cols-[1fr_auto_1fr_auto] items-center gap-2"
        >
          <Select
            aria-label={`Role ${index + 1}`}
            options={roleOptions}
            value={grant.role}
            onChange={(role) => replace(index, { ...grant, role })}
          />
          <span className="text-muted">of</span>
          <Select
            aria-label={`On what ${index + 1}`}
            options={places}
            value={grant.connection ?? everything}
            onChange={(place) =>
              replace(index, { ...grant, connection: place === everything ? null : place })
            }
          />
          <IconButton
            small
            label={`Take away grant ${index + 1}`}
            icon={X}
            onClick={() => onChange(grants.toSpliced(index, 1))}
          />
          <p className="col-span-full -mt-1 text-small text-muted">{roleSays[grant.role]}</p>
        </div>
      ))}
      <Button
        small
        icon={Plus}
        className="justify-self-start"
        onClick={() => onChange([...grants, { connection: null, role: 'viewer' }])}
      >
        One more grant
      </Button>
    </fieldset>
  )
}
