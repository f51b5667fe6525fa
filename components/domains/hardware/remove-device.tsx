'use client'

import type { DomainRow } from '@/lib/contract/live.ts'
import { affectsOffered } from '@/lib/libvirt/affects-words.ts'
import { changeWords } from '@/lib/libvirt/change-words.ts'
import { detachXml, removable } from '@/lib/xml/devices/detach.ts'
import type { HardwareDevice } from '@/lib/xml/devices/hardware.ts'
import { useChange } from '@/components/data/use-change.ts'
import { useSettled } from '@/components/data/use-settled.ts'
import { FormDialog } from '@/components/ui/form-dialog.tsx'
import { AffectsChoice } from './affects-choice.tsx'
import { problemOfSide } from './problem-of-side.ts'
import { useAffects } from './use-affects.ts'

/** Takes a device away from a machine, after saying what goes with it. */
export function RemoveDevice({
  connection,
  domain,
  title,
  device,
  onClose,
  onRemoved,
}: {
  connection: string
  domain: DomainRow
  title: string
  device: HardwareDevice
  onClose: () => void
  /** `everywhere`: nothing of it is left, now or later. */
  onRemoved: (everywhere: boolean) => void
}) {
  const { whyNot, settle } = useChange(connection, domain.uuid)
  const { waits, problem, settle: follow } = useSettled()
  const affects = useAffects(domain, removable(device, affectsOffered(domain)))
  const remove = async () => {
    const asked = { xml: detachXml(device, affects.value), affects: affects.value }
    const ended = await follow((looking) => settle('detachDevice', asked, looking))
    if (ended) onRemoved(affects.value === 'both' || affects.offered.length === 1)
  }
  return (
    <FormDialog
      title={`Remove ${title} of ${domain.name}?`}
      act="Remove"
      tone="danger"
      careful
      whyNot={whyNot('detachDevice')}
      waits={waits}
      problem={problemOfSide(problem, affects.offered)}
      onSubmit={() => void remove()}
      onClose={onClose}
      className="max-w-xl"
    >
      <p>{changeWords.detachDevice.loses}</p>
      <AffectsChoice {...affects} />
    </FormDialog>
  )
}
