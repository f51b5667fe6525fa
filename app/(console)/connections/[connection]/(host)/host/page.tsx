import { HostOverview } from '@/components/host/host-overview.tsx'

export default async function Host({ params }: { params: Promise<{ connection: string }> }) {
  const { connection } = await params
  return <HostOverview connection={connection} />
}
