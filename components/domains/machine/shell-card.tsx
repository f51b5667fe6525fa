'use client'

import { useMemo } from 'react'
import type { ConnectionRow, DomainRow } from '@/lib/contract/live.ts'
import { equivalents } from '@/lib/libvirt/equivalents.ts'
import { shellQuote } from '@/lib/libvirt/shell-quote.ts'
import { parseUri } from '@/lib/libvirt/uri.ts'
import { Card } from '@/components/ui/card.tsx'
import { CopyText } from '@/components/ui/copy-button.tsx'

/** A name that begins with a dash would be read as an option. */
const argument = (name: string): string =>
  name.startsWith('-') ? `--domain ${shellQuote(name)}` : shellQuote(name)

function commandsFor({ uri, readOnly }: ConnectionRow, name: string): string[] {
  const parsed = parseUri(uri)
  const virsh = parsed.ok ? equivalents(parsed.uri, { readOnly }).virsh : null
  return virsh === null
    ? []
    : ['dominfo', 'domstats', 'dumpxml'].map((verb) => `${virsh} ${verb} ${argument(name)}`)
}

/** The same by hand: lines to paste into a shell. */
export function ShellCard({
  connection,
  domain: { name },
}: {
  connection: ConnectionRow
  domain: DomainRow
}) {
  const commands = useMemo(() => commandsFor(connection, name), [connection, name])
  if (commands.length === 0) return null
  return (
    <Card title="In a shell">
      <div className="grid gap-1">
        {commands.map((command) => (
          <CopyText key={command} text={command} />
        ))}
      </div>
    </Card>
  )
}
