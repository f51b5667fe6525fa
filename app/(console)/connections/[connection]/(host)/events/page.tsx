import { EventsLog } from '@/components/host/events-log.tsx'

export default async function Events({ params }: { params: Promise<{ connection: string }> }) {
  const { connection } = await params
  return <EventsLog connection={connection} />
}
