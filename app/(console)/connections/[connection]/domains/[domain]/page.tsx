import { MachineOverview } from '@/components/domains/machine/machine-overview.tsx'

export default async function Overview({
  params,
}: {
  params: Promise<{ connection: string; domain: string }>
}) {
  const { connection, domain } = await params
  return <MachineOverview connection={connection} uuid={domain} />
}
