'use client'

import { Pin } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatSpan, formatTook, unknown } from '@/lib/format.ts'
import { writeCpuSet } from '@/lib/libvirt/cpu-set.ts'
import type { VcpuReport } from '@/lib/libvirt/vcpus.ts'
import { Button } from '@/components/ui/button.tsx'

const hour = 3_600_000

const cpuTime = (nanoseconds: number | null): string => {
  if (nanoseconds === null) return unknown
  const span = nanoseconds / 1e6
  return span < hour ? formatTook(span) : formatSpan(span)
}

const cell = 'border-b border-line px-2 py-1 text-left whitespace-nowrap first:ps-0 last:pe-0'

const Head = ({ children }: { children: ReactNode }) => (
  <th scope="col" className={`${cell} text-small font-medium text-muted`}>
    {children}
  </th>
)

/** Where a virtual CPU may run, in libvirt's notation; said as a word when that is everywhere. */
const placesOf = ({ cpus }: VcpuReport, hostCpus: number | null): string =>
  hostCpus !== null && cpus.length >= hostCpus ? 'any CPU' : writeCpuSet(cpus)

export const VcpuTable = ({
  vcpus,
  hostCpus,
  whyNotPin,
  onPin,
}: {
  vcpus: readonly VcpuReport[]
  hostCpus: number | null
  whyNotPin: string | null
  onPin: (vcpu: number) => void
}) => (
  <section
    aria-label="Virtual CPUs"
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    tabIndex={0}
    className="max-h-96 min-w-0 overflow-auto"
  >
    <table className="w-full border-collapse">
      <thead>
        <tr>
          <Head>vCPU</Head>
          <Head>State</Head>
          <Head>Runs on</Head>
          <Head>CPU time</Head>
          <Head>May run on</Head>
          <Head>
            <span className="sr-only">Pinning</span>
          </Head>
        </tr>
      </thead>
      <tbody>
        {vcpus.map((one) => (
          <tr key={one.vcpu}>
            <th scope="row" className={`${cell} num font-strong`}>
              {one.vcpu}
            </th>
            <td className={cell}>{one.state}</td>
            <td className={`${cell} num`}>{one.cpu === null ? unknown : `CPU ${one.cpu}`}</td>
            <td className={`${cell} num`}>{cpuTime(one.cpuTime)}</td>
            <td className={`${cell} mono max-w-60 truncate`} data-tip={writeCpuSet(one.cpus)}>
              {placesOf(one, hostCpus)}
            </td>
            <td className={`${cell} text-right`}>
              <Button
                small
                icon={Pin}
                whyNot={whyNotPin}
                aria-label={`Pin vCPU ${one.vcpu}`}
                onClick={() => onPin(one.vcpu)}
              >
                Pin…
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    {vcpus.length === 0 && <p className="py-2 text-muted">The host tells of none.</p>}
  </section>
)
