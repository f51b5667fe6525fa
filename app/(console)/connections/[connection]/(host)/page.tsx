import { ConnectionMachines } from '@/components/domains/connection-machines.tsx'

export default async function Machines({ params }: { params: Promise<{ connection: string }> }) {
  const { connection } = await params
  return <ConnectionMachines connection={connection} />
}
