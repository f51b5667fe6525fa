import { PeoplePage } from '@/components/people/people-page.tsx'

export default function People() {
  return <PeoplePage />
}
