import type { ReactNode } from 'react'
import { ConnectionFrame } from '@/components/host/connection-frame.tsx'

export default async function ConnectionLayout({
  children,
  params,
}: {
  children: ReactNode
  params: Promise<{ connection: string }>
}) {
  const { connection } = await params
  return <ConnectionFrame connection={connection}>{children}</ConnectionFrame>
}
