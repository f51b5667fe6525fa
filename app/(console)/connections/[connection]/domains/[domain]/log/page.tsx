import { MachineLog } from '@/components/domains/machine/machine-log.tsx'

export default async function Log({
  params,
}: {
  params: Promise<{ connection: string; domain: string }>
}) {
  const { connection, domain } = await params
  return <MachineLog connection={connection} uuid={domain} />
}
