import { MachineConsole } from '@/components/console/machine-console.tsx'

export default async function Console({
  params,
}: {
  params: Promise<{ connection: string; domain: string }>
}) {
  const { connection, domain } = await params
  return <MachineConsole connection={connection} uuid={domain} />
}
