'use client'

import { Ellipsis } from 'lucide-react'
import { primaryAction } from '@/lib/client/list/offers.ts'
import type { DomainRow } from '@/lib/contract/live.ts'
import { actionWords } from '@/lib/libvirt/words.ts'
import { useAsked } from '@/components/data/use-asked.ts'
import { Button } from '@/components/ui/button.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'

/**
 * What a row offers at its end: its likely act, and all others in the menu. Marks only: the table has the handlers. Its
 * buttons are left out of the tab order because the row's menu key offers the same.
 */
export function RowAction({
  connection,
  domain,
  whyNot,
}: {
  connection: string
  domain: DomainRow
  whyNot: string | null
}) {
  const asked = useAsked(connection, domain.uuid)
  const { label } = actionWords[primaryAction(domain)]
  return (
    <>
      <Button
        small
        tabIndex={-1}
        data-act
        aria-label={`${label} ${domain.name}`}
        whyNot={asked === null ? whyNot : `${actionWords[asked].asked}.`}
        className={asked === null ? undefined : 'animate-breathe'}
      >
        {asked === null ? label : 'Asked…'}
      </Button>
      <IconButton small tabIndex={-1} data-more label={`More for ${domain.name}`} icon={Ellipsis} />
    </>
  )
}
