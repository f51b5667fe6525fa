import { MachineXml } from '@/components/domains/definition/machine-xml.tsx'

export default async function Xml({
  params,
}: {
  params: Promise<{ connection: string; domain: string }>
}) {
  const { connection, domain } = await params
  return <MachineXml connection={connection} uuid={domain} />
}
