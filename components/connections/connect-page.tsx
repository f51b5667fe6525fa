'use client'

import { useSearchParams } from 'next/navigation'
import { PageHeader } from '@/components/shell/page-header.tsx'
import { ConnectPanel } from './connect-panel.tsx'

/** The connect panel as a page of its own: what a link to it, or a reload, opens. */
export function ConnectPage() {
  const start = useSearchParams().get('uri') ?? ''
  return (
    <>
      <PageHeader title="Connect to a hypervisor" />
      <div className="flex w-full max-w-255 flex-col desk:m-4.5 desk:surface desk:overflow-hidden">
        <ConnectPanel start={start} />
      </div>
    </>
  )
}
