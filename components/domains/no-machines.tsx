import { MonitorOff, Plus } from 'lucide-react'
import { paths } from '@/lib/paths.ts'
import { ButtonLink } from '@/components/ui/button.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'

/** A host that knows no machine. */
export const NoMachines = ({ connection }: { connection: string }) => (
  <EmptyState
    icon={MonitorOff}
    title="No machines on this host"
    says="What is defined there, by anybody and by any tool, appears here at once."
  >
    <ButtonLink icon={Plus} href={paths.newMachine(connection)}>
      New machine
    </ButtonLink>
  </EmptyState>
)
