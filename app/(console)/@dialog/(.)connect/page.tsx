import { ConnectDialog } from '@/components/connections/connect-dialog.tsx'

/** A link to /connect, followed inside the product, opens over the page it stands on. */
export default function Connect() {
  return <ConnectDialog />
}
