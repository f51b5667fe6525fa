'use client'

import { allows, type Permission } from '@/lib/contract/permission.ts'
import { failureKinds } from '@/lib/failure.ts'
import { useWho } from './use-who.ts'

/** Whether this person's grants allow something on a connection (null: on what belongs to none). */
export function useMay(needs: Permission, connection: string | null = null): boolean {
  const who = useWho()
  return who !== null && allows(who.grants, needs, connection)
}

/** The same as a reason for a button: null when it may be pressed. */
export const useWhyMayNot = (needs: Permission, connection: string | null = null): string | null =>
  useMay(needs, connection) ? null : failureKinds['permission.denied'].say
