'use client'

import { useCallback } from 'react'
import type { DomainAction } from '@/lib/libvirt/domain-state.ts'
import { actionWords } from '@/lib/libvirt/words.ts'
import { useActions } from '@/components/data/use-action.ts'
import { useConfirm } from './confirm-host.tsx'

/** A machine as a question names it. */
export interface Subject {
  connection: string
  uuid: string
  name: string
}

const named = (subjects: readonly Subject[]): string => {
  const [first] = subjects
  return subjects.length === 1 && first ? first.name : `${subjects.length} machines`
}

/**
 * Does an action to one machine or many, after asking once when it loses something. Resolves when everything was
 * asked for; failures are reported by themselves. Buttons, menus, bulk bar and palette all go through here.
 */
export function useConfirmedAction(): (
  action: DomainAction,
  subjects: readonly Subject[],
) => Promise<void> {
  const confirm = useConfirm()
  const act = useActions()
  return useCallback(
    async (action, subjects) => {
      const { label, loses } = actionWords[action]
      if (loses !== null) {
        const title = `${label} ${named(subjects)}?`
        if (!(await confirm({ title, loses, act: label }))) return
      }
      await Promise.all(subjects.map(({ connection, uuid }) => act(connection, uuid, action)))
    },
    [confirm, act],
  )
}
