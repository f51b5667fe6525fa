'use client'

import { useMutation } from '@tanstack/react-query'
import { UserPen, UserX } from 'lucide-react'
import type { Person } from '@/lib/contract/people.ts'
import { useServices } from '@/components/data/services.ts'
import { useWho } from '@/components/data/use-who.ts'
import { useConfirm } from '@/components/shell/confirm-host.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { GrantList } from './grant-list.tsx'

/** Whether taking this person's grants away would leave nobody who may give them back. */
const isLastAdministrator = (person: Person, people: readonly Person[]): boolean => {
  const administers = ({ grants }: Person) =>
    grants.some(({ connection, role }) => connection === null && role === 'administrator')
  return administers(person) && people.filter(administers).length === 1
}

/** One line a person; null while they are on their way. */
export function PeopleTable({
  people,
  onEdit,
}: {
  people: readonly Person[] | null
  onEdit: (person: Person) => void
}) {
  return (
    <div className="min-h-0 flex-1 overflow-x-auto bg-panel">
      <table className="w-full border-collapse text-left" aria-busy={people === null}>
        <thead className="bg-sunk text-small text-muted">
          <tr className="h-7.5 border-b border-line">
            <th className="pl-4.5 font-medium">Name</th>
            <th className="px-2 font-medium">May</th>
            <th className="px-2 font-medium">Since</th>
            <th className="pr-4.5">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people?.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              last={isLastAdministrator(person, people)}
              onEdit={() => onEdit(person)}
            />
          )) ?? <SkeletonRows />}
        </tbody>
      </table>
    </div>
  )
}

function PersonRow({
  person,
  last,
  onEdit,
}: {
  person: Person
  last: boolean
  onEdit: () => void
}) {
  const { answers, client } = useServices()
  const confirm = useConfirm()
  const itself = useWho()?.id === person.id
  const remove = useMutation(
    answers.people.remove.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: answers.people.list.key() }),
    }),
  )
  const ask = async () => {
    const yes = await confirm({
      title: `Remove ${person.name}?`,
      loses: 'They are signed out everywhere at once. What they did stays in the history.',
      act: 'Remove',
    })
    if (yes) remove.mutate({ person: person.id })
  }
  return (
    <tr className="h-9 border-b border-line hover:bg-sunk">
      <td className="max-w-80 truncate py-1 pl-4.5 font-strong">
        <bdi>{person.name}</bdi>
        {itself && <span className="font-normal text-muted"> · you</span>}
      </td>
      <td className="px-2 py-1">
        <GrantList grants={person.grants} />
      </td>
      <td className="px-2 text-muted">
        <RelativeTime at={person.createdAt} />
      </td>
      <td className="pr-3">
        <div className="flex justify-end gap-1">
          <IconButton small label={`Change ${person.name}`} icon={UserPen} onClick={onEdit} />
          <IconButton
            small
            label={`Remove ${person.name}`}
            icon={UserX}
            whyNot={last ? 'The last administrator must stay.' : null}
            onClick={() => void ask()}
          />
        </div>
      </td>
    </tr>
  )
}

const SkeletonRows = () =>
  [0, 1, 2].map((row) => (
    <tr key={row} className="h-9 border-b border-line">
      <td className="pl-4.5">
        <Skeleton className="h-3 w-24" />
      </td>
      <td className="px-2">
        <Skeleton className="h-3 w-40" />
      </td>
      <td colSpan={2} />
    </tr>
  ))
