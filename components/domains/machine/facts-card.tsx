'use client'

import type { DomainRow } from '@/lib/contract/live.ts'
import { formatKiB } from '@/lib/format.ts'
import { changeWords } from '@/lib/libvirt/change-words.ts'
import { xendHypervisor } from '@/lib/libvirt/xend-hypervisor.ts'
import { useAskedChange } from '@/components/data/use-asked.ts'
import { useChange } from '@/components/data/use-change.ts'
import { useConnection } from '@/components/data/use-connections.ts'
import { Card, Fact, Facts } from '@/components/ui/card.tsx'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { CopyText } from '@/components/ui/copy-button.tsx'

type Details = NonNullable<DomainRow['details']>

const firmwareWords = { bios: 'BIOS', uefi: 'UEFI' } as const

const fileOf = (path: string): string => path.split('/').at(-1) || path

function DetailFacts({ details }: { details: Details }) {
  const { title, description, system, addresses, firmware, machine, osType, arch } = details
  return (
    <>
      {title !== null && (
        <Fact name="Title">
          <bdi>{title}</bdi>
        </Fact>
      )}
      {description !== null && (
        <Fact name="Description">
          <p dir="auto" className="max-h-40 overflow-y-auto whitespace-pre-wrap">
            {description}
          </p>
        </Fact>
      )}
      {system !== null && <Fact name="System">{system}</Fact>}
      {addresses.length > 0 && (
        <Fact name="Addresses">
          {addresses.map((address) => (
            <div key={address}>
              <CopyText text={address} />
            </div>
          ))}
        </Fact>
      )}
      <Fact name="Type">{[osType, arch].filter(Boolean).join(', ') || 'unknown'}</Fact>
      {machine !== null && <Fact name="Chipset">{machine}</Fact>}
      {firmware !== null && <Fact name="Firmware">{firmwareWords[firmware]}</Fact>}
    </>
  )
}

function DeviceFacts({ details: { disks, interfaces, graphics } }: { details: Details }) {
  return (
    <>
      <Fact name="Disks">
        {disks.length === 0 && 'none'}
        {disks.map(({ target, source }) => (
          <div key={target} className="flex gap-2">
            <span className="mono pt-px">{target}</span>
            {source === null ? (
              <span className="text-muted">empty</span>
            ) : (
              <span className="min-w-0 truncate text-muted" data-tip={source}>
                {fileOf(source)}
              </span>
            )}
          </div>
        ))}
      </Fact>
      <Fact name="Networks">
        {interfaces.length === 0 && 'none'}
        {interfaces.map(({ mac, source, model, target }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a card of a definition may have no MAC, and two may share one
          <div key={`${index} ${mac}`}>
            {[source, model, target].filter(Boolean).join(', ') || 'unconnected'}
            {mac !== null && (
              <div>
                <CopyText text={mac} className="text-muted" />
              </div>
            )}
          </div>
        ))}
      </Fact>
      <Fact name="Displays">{graphics.join(', ').toUpperCase() || 'none'}</Fact>
    </>
  )
}

/** Whether it is there when it has stopped. A xend that keeps definitions does not say of which of those that run. */
function Kept({ connection, domain }: { connection: string; domain: DomainRow }) {
  const row = useConnection(connection)
  if (domain.persistent) return 'kept by the host'
  const untold =
    row?.state.phase === 'open' &&
    row.state.hypervisor === xendHypervisor &&
    !row.state.lacks.includes('define')
  return untold ? 'not known: xend tells when it is off' : 'none: it vanishes when it stops'
}

/** The tick appears when its host has it so. */
function Autostart({ connection, domain }: { connection: string; domain: DomainRow }) {
  const { whyNot, run } = useChange(connection, domain.uuid)
  const asked = useAskedChange(connection, domain.uuid) === 'setAutostart'
  return (
    <Checkbox
      label="starts with its host"
      checked={domain.autostart}
      whyNot={asked ? `${changeWords.setAutostart.asked}.` : whyNot('setAutostart')}
      onChange={(on) => void run('setAutostart', { on })}
    />
  )
}

/** What the machine is, from its definition. */
export const FactsCard = ({ connection, domain }: { connection: string; domain: DomainRow }) => (
  <Card title="Machine">
    <Facts>
      {domain.details && <DetailFacts details={domain.details} />}
      <Fact name="vCPU">
        <span className="num">{domain.vcpus}</span>
      </Fact>
      <Fact name="Memory">
        <span className="num">{formatKiB(domain.maxMemory)}</span>
      </Fact>
      {domain.details && <DeviceFacts details={domain.details} />}
      <Fact name="UUID">
        <CopyText text={domain.uuid} />
      </Fact>
      {domain.id !== null && (
        <Fact name="Id">
          <span className="num">{domain.id}</span>
        </Fact>
      )}
      <Fact name="Autostart">
        <Autostart connection={connection} domain={domain} />
      </Fact>
      <Fact name="Definition">
        <Kept connection={connection} domain={domain} />
      </Fact>
    </Facts>
  </Card>
)
