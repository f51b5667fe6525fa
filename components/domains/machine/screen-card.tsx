import type { ConnectionRow, DomainRow } from '@/lib/contract/live.ts'
import { Card } from '@/components/ui/card.tsx'
import { MachineScreen } from '../screen/machine-screen.tsx'

/** The picture on the machine's first page. */
export const ScreenCard = ({
  connection,
  domain,
}: {
  connection: ConnectionRow
  domain: DomainRow
}) => (
  <Card title="Screen">
    <MachineScreen connection={connection} domain={domain} />
  </Card>
)
