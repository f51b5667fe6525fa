import { MachineHardware } from '@/components/domains/hardware/machine-hardware.tsx'

export default async function Hardware({
  params,
}: {
  params: Promise<{ connection: string; domain: string }>
}) {
  const { connection, domain } = await params
  return <MachineHardware connection={connection} uuid={domain} />
}
