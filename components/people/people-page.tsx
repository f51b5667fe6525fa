'use client'

import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { asApiError, sentenceOf } from '@/lib/client/request-failed.ts'
import { useAnswers } from '@/components/data/services.ts'
import { useWhyMayNot } from '@/components/data/use-may.ts'
import { PageHeader } from '@/components/shell/page-header.tsx'
import { useParam } from '@/components/shell/use-param.ts'
import { Button } from '@/components/ui/button.tsx'
import { FailedState } from '@/components/ui/failed-state.tsx'
import { PeopleTable } from './people-table.tsx'
import { PersonDialog } from './person-dialog.tsx'

/** Everybody who may sign in, and what each may do. Which dialog is open is part of the address. */
export function PeoplePage() {
  const whyNot = useWhyMayNot('administer')
  const people = useQuery(useAnswers().people.list.queryOptions())
  const [open, setOpen] = useParam('person')
  const chosen = people.data?.find(({ id }) => id === open) ?? null
  const error = people.error && asApiError(people.error)
  return (
    <>
      <PageHeader
        title="People"
        beside={<span className="num text-muted">{people.data?.length}</span>}
      >
        <Button tone="main" icon={UserPlus} whyNot={whyNot} onClick={() => setOpen('new')}>
          Add person
        </Button>
      </PageHeader>
      {error ? (
        <FailedState
          title="The list did not come"
          says={sentenceOf(error)}
          detail={error.detail}
          onRetry={() => void people.refetch()}
        />
      ) : (
        <PeopleTable people={people.data ?? null} onEdit={({ id }) => setOpen(id)} />
      )}
      <PersonDialog
        key={open}
        open={open === 'new' || chosen !== null}
        person={chosen}
        onClose={() => setOpen(null)}
      />
    </>
  )
}
