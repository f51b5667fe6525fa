import { AllScreens } from '@/components/domains/all-screens.tsx'

export default function Screens() {
  return <AllScreens />
}
