import { Unplug } from 'lucide-react'
import { paths } from '@/lib/paths.ts'
import { ButtonLink } from '@/components/ui/button.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { PageHeader } from './page-header.tsx'

/** The address names a connection that does not exist, or not for this person. */
export const ConnectionGone = () => (
  <>
    <PageHeader title="No such connection" />
    <EmptyState
      icon={Unplug}
      title="There is no such connection"
      says="It was removed, or it is not for you to see."
    >
      <ButtonLink tone="main" href={paths.home()}>
        All machines
      </ButtonLink>
    </EmptyState>
  </>
)
