import type { ReactNode } from 'react'
import { MachineFrame } from '@/components/domains/machine/machine-frame.tsx'

export default async function MachineLayout({
  children,
  params,
}: {
  children: ReactNode
  params: Promise<{ connection: string; domain: string }>
}) {
  const { connection, domain } = await params
  return (
    <MachineFrame connection={connection} uuid={domain}>
      {children}
    </MachineFrame>
  )
}
