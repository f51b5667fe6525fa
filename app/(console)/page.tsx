import { AllMachines } from '@/components/domains/all-machines.tsx'

export default function Home() {
  return <AllMachines />
}
