'use client'

import { useState } from 'react'
import type { DomainRow } from '@/lib/contract/live.ts'
import type { GuestKind } from '@/lib/xml/guest-kinds.ts'
import { freeName, newDomainXml } from '@/lib/xml/new-domain.ts'
import { useConfirm } from '@/components/shell/confirm-host.tsx'
import { readXmlFile } from './read-xml-file.ts'

/** The text of a new definition: what its host's likeliest kind of guest begins with, another's, or a file's. */
export function useNewDefinition(
  kinds: readonly GuestKind[],
  domains: ReadonlyMap<string, DomainRow>,
) {
  const confirm = useConfirm()
  const [name] = useState(() => freeName(new Set([...domains.values()].map((one) => one.name))))
  const beginning = (one: GuestKind | undefined) => (one ? newDomainXml(one, name) : '')
  const [kind, setKind] = useState(kinds[0])
  const [start, setStart] = useState(() => beginning(kinds[0]))
  const [text, write] = useState(start)
  const [unread, setUnread] = useState<string | null>(null)
  const edited = text !== start

  /** Asks before what somebody has written goes. */
  const replace = async (next: string): Promise<boolean> => {
    const asks = { title: 'Replace what is written?', loses: 'It is lost.', act: 'Replace' }
    if (edited && !(await confirm(asks))) return false
    setStart(next)
    write(next)
    return true
  }
  const begin = async (next: GuestKind) => {
    if (await replace(beginning(next))) setKind(next)
  }
  const open = async (file: File) => {
    const read = await readXmlFile(file)
    setUnread(read.ok ? null : read.why)
    if (read.ok) await replace(read.text)
  }
  return { text, write, edited, kind, begin, open, unread }
}
