import { HelpPage } from '@/components/help/help-page.tsx'

export default function ConnectionUris() {
  return <HelpPage />
}
