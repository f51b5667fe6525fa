import { MachineConsole } from '@/components/console/machine-console.tsx'

export default async function ConsoleWindow({
  params,
}: {
  params: Promise<{ connection: string; domain: string }>
}) {
  const { connection, domain } = await params
  return (
    <main className="flex h-dvh flex-col bg-bg">
      <MachineConsole alone connection={connection} uuid={domain} />
    </main>
  )
}
