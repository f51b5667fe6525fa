'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { paths } from '@/lib/paths.ts'
import { Dialog } from '@/components/ui/dialog.tsx'
import { ConnectPanel } from './connect-panel.tsx'

/** The connect panel over whatever page it was asked for from. Closing it goes back there. */
export function ConnectDialog() {
  const router = useRouter()
  const start = useSearchParams().get('uri') ?? ''
  // a slot that nothing matches keeps what it showed last (Next, parallel routes): going elsewhere closes the dialog here
  const here = usePathname() === paths.connect()
  if (!here) return null
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
