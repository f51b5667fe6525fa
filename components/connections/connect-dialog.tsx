'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { Dialog } from '@/components/ui/dialog.tsx'
import { ConnectPanel } from './connect-panel.tsx'

/** The connect panel over whatever page it was asked for from. Closing it goes back there. */
export function ConnectDialog() {
  const router = useRouter()
  const start = useSearchParams().get('uri') ?? ''
  return (
    <Dialog
      open
      onOpenChange={() => router.back()}
      title="Connect to a hypervisor"
      className="max-w-255!"
    >
      <ConnectPanel start={start} />
    </Dialog>
  )
}
