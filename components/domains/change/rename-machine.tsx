'use client'

import { useMemo } from 'react'
import { problemOf } from '@/lib/client/request-failed.ts'
import { changeWords } from '@/lib/libvirt/change-words.ts'
import { domainNameRules, whyNotText } from '@/lib/libvirt/text-rules.ts'
import { useChange } from '@/components/data/use-change.ts'
import { useDomains } from '@/components/data/use-domains.ts'
import { useSettled } from '@/components/data/use-settled.ts'
import { LineDialog } from '@/components/ui/line-dialog.tsx'
import type { ChangeProps } from './change-props.ts'

/** Gives a machine another name on its host. */
export function RenameMachine({ connection, domain, onClose }: ChangeProps) {
  const change = useChange(connection.id, domain.uuid)
  const { waits, problem, settle } = useSettled()
  const domains = useDomains(connection.id)
  const taken = useMemo(
    () => new Set([...(domains?.values() ?? [])].map(({ name }) => name)),
    [domains],
  )
  const wrong = (text: string): string | null => {
    const name = text.trim()
    if (name === '' || name === domain.name) return null
    const clash = taken.has(name) ? 'Another machine of this host has this name.' : null
    return clash ?? whyNotText(name, domainNameRules)
  }
  const whyNot = (text: string): string | null =>
    change.whyNot('rename') ??
    (text.trim() === domain.name ? 'This is its name already.' : wrong(text)) ??
    whyNotText(text, domainNameRules)
  const rename = async (text: string) => {
    const asked = { name: text.trim() }
    if (await settle((looking) => change.settle('rename', asked, looking))) onClose()
  }
  return (
    <LineDialog
      title={`Rename ${domain.name}`}
      label="Name"
      help="It is known by this name on its host, to every tool. Its UUID and its disks’ files keep theirs."
      start={domain.name}
      act={changeWords.rename.label}
      wrong={wrong}
      whyNot={whyNot}
      waits={waits}
      problem={problemOf(problem)}
      onSave={(text) => void rename(text)}
      onClose={onClose}
    />
  )
}
