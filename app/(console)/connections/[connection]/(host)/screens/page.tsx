import { ConnectionScreens } from '@/components/domains/connection-screens.tsx'

export default async function Screens({ params }: { params: Promise<{ connection: string }> }) {
  const { connection } = await params
  return <ConnectionScreens connection={connection} />
}
