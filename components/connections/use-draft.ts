'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { type Equivalents, equivalents } from '@/lib/libvirt/equivalents.ts'
import { explainUri } from '@/lib/libvirt/explain.ts'
import { type Opening, openPlan } from '@/lib/libvirt/plan.ts'
import { isRefused, type Open, type Warning } from '@/lib/libvirt/plan-types.ts'
import { formatUri, type LibvirtUri, parseUri, spansOf } from '@/lib/libvirt/uri.ts'
import { nowhere } from '@/lib/libvirt/way-of.ts'
import { useAnswers } from '@/components/data/services.ts'
import type { Wrong } from './uri-line.tsx'

/** The URI that is typed, for its colours and its form; the last readable one while the text is not. */
function useLastReadable(text: string): { uri: LibvirtUri; readable: boolean } {
  const reading = useMemo(() => parseUri(text), [text])
  const [last, setLast] = useState<LibvirtUri | null>(null)
  if (reading.ok && formatUri(reading.uri) !== (last === null ? null : formatUri(last))) {
    setLast(reading.uri)
  }
  if (reading.ok) return { uri: reading.uri, readable: true }
  return { uri: last ?? emptyUri(), readable: false }
}

function emptyUri(): LibvirtUri {
  const reading = parseUri('')
  if (!reading.ok) throw new Error('the empty text must be readable')
  return reading.uri
}

/** What is underlined: from a wrong character to the end, or the part that is the reason of a refusal. */
function wrongOf(text: string, typed: LibvirtUri | null, opening: Opening): Wrong | null {
  if (!opening.ok) {
    const at = Math.min(opening.at, Math.max(0, text.length - 1))
    return { from: at, to: text.length }
  }
  if (!isRefused(opening.plan)) return null
  const { part } = opening.plan
  const span = typed === null ? undefined : spansOf(typed).find((each) => each.part === part)
  return span ?? { from: 0, to: text.length }
}

export interface Draft {
  text: string
  setText: (text: string) => void
  /** What the form shows; its edits go through `edit`. */
  uri: LibvirtUri
  edit: (change: (uri: LibvirtUri) => LibvirtUri) => void
  /** Why it cannot be opened from here; null: it can. */
  whyNot: string | null
  wrong: Wrong | null
  /** The text is a URI, so that its parts can be coloured. */
  readable: boolean
  says: string
  warnings: readonly Warning[]
  /** What will be dialled; null: nothing, because it is refused. */
  plan: Open | null
  equivalents: Equivalents | null
  /** Hosts that this server’s account has names for. */
  sshHosts: readonly string[]
}

/** A URI on its way to being opened. Its text is the only state; everything else is derived from it. */
export function useDraft(start: string, readOnly: boolean): Draft {
  const [text, setText] = useState(start)
  const { data } = useQuery(
    useAnswers().connections.surroundings.queryOptions({ staleTime: 60_000 }),
  )
  const { uri, readable } = useLastReadable(text)
  const opening = useMemo(
    () => openPlan(text, { ...(data ?? nowhere), readOnly }),
    [text, data, readOnly],
  )
  const refused = opening.ok && isRefused(opening.plan) ? opening.plan.refused : null
  const plan = opening.ok && !isRefused(opening.plan) ? opening.plan : null
  return {
    text,
    setText,
    uri,
    edit: (change) => setText(formatUri(change(uri))),
    whyNot: opening.ok ? refused : opening.error,
    wrong: opening.ok && refused === null ? null : wrongOf(text, readable ? uri : null, opening),
    readable,
    says: opening.ok ? explainUri(opening.uri, opening.plan) : opening.error,
    warnings: plan?.warnings ?? [],
    plan,
    equivalents: opening.ok ? equivalents(opening.uri, { readOnly }) : null,
    sshHosts: data?.sshHosts ?? [],
  }
}
