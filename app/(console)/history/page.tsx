import { HistoryPage } from '@/components/history/history-page.tsx'

export default function History() {
  return <HistoryPage />
}
