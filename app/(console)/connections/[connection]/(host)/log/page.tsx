import { HostLog } from '@/components/host/host-log.tsx'

export default async function Log({ params }: { params: Promise<{ connection: string }> }) {
  const { connection } = await params
  return <HostLog connection={connection} />
}
