import { MachineConsole } from '@/components/console/machine-console.tsx'
import { WindowTitle } from '@/components/console/window-title.tsx'

export default async function ConsoleWindow({
  params,
}: {
  params: Promise<{ connection: string; domain: string }>
}) {
  const { connection, domain } = await params
  return (
    <main className="flex h-dvh flex-col bg-bg">
      <WindowTitle connection={connection} uuid={domain} />
      <MachineConsole alone connection={connection} uuid={domain} />
    </main>
  )
}
