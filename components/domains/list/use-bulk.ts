'use client'

import { useCallback } from 'react'
import type { Listed } from '@/lib/client/list/listed.ts'
import { type BulkOffer, bulkOffer } from '@/lib/client/list/offers.ts'
import type { DomainAction } from '@/lib/libvirt/domain-state.ts'
import { useWhyNotAction } from '@/components/data/use-action.ts'
import { useConfirmedAction } from '@/components/shell/use-confirmed-action.ts'
import { actionOrder } from '../action-icons.ts'

/** What can be done with some rows together, and doing it. */
export function useBulk() {
  const why = useWhyNotAction()
  const act = useConfirmedAction()
  const whyNot = useCallback(
    (action: DomainAction, { connection, domain }: Listed) => why(action, connection.row, domain),
    [why],
  )
  const offersFor = useCallback(
    (rows: readonly Listed[]) => actionOrder.map((action) => bulkOffer(action, rows, whyNot)),
    [whyNot],
  )
  const take = useCallback(
    ({ action, able }: Pick<BulkOffer, 'action' | 'able'>) => {
      const subjects = able.map(({ connection, domain }) => ({
        connection: connection.row.id,
        uuid: domain.uuid,
        name: domain.name,
      }))
      void act(action, subjects)
    },
    [act],
  )
  return { whyNot, offersFor, take }
}
