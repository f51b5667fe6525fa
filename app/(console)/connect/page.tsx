import { ConnectPage } from '@/components/connections/connect-page.tsx'

export default function Connect() {
  return <ConnectPage />
}
