'use client'

import { useState } from 'react'
import type { DomainRow } from '@/lib/contract/live.ts'
import { affectsOffered } from '@/lib/libvirt/affects-words.ts'
import type { Affects } from '@/lib/libvirt/changes.ts'

/** A choice of what a change touches, which stays possible while the machine starts and stops under it. */
export function useAffects(
  domain: Pick<DomainRow, 'state' | 'persistent'>,
  offered: readonly [Affects, ...Affects[]] = affectsOffered(domain),
) {
  const [chosen, choose] = useState<Affects | null>(null)
  const value = chosen !== null && offered.includes(chosen) ? chosen : offered[0]
  return { offered, value, onChange: choose }
}
