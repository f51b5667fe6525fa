import { NewMachine } from '@/components/domains/definition/new-machine.tsx'

export default async function New({ params }: { params: Promise<{ connection: string }> }) {
  const { connection } = await params
  return <NewMachine connection={connection} />
}
