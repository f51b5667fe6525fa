'use client'

import { useState } from 'react'
import { diskXml, newDisk, whyNotDisk } from '@/lib/xml/devices/new-disk.ts'
import { interfaceXml, newInterface, whyNotInterface } from '@/lib/xml/devices/new-interface.ts'
import { readDevice } from '@/lib/xml/devices/read-device.ts'
import type { XmlElement } from '@/lib/xml/element.ts'
import { writeNode } from '@/lib/xml/write.ts'
import { useChange } from '@/components/data/use-change.ts'
import { useSettled } from '@/components/data/use-settled.ts'
import { FormDialog } from '@/components/ui/form-dialog.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import { AffectsChoice } from './affects-choice.tsx'
import { DeviceXmlField } from './device-xml-field.tsx'
import { DiskFields } from './disk-fields.tsx'
import { InterfaceFields } from './interface-fields.tsx'
import { problemOfSide } from './problem-of-side.ts'
import type { HardwareSubject } from './subject.ts'
import { useAffects } from './use-affects.ts'

const kinds = [
  { value: 'disk', label: 'Disk' },
  { value: 'cdrom', label: 'CD-ROM' },
  { value: 'interface', label: 'Network card' },
  { value: 'xml', label: 'By its XML' },
] as const
type Kind = (typeof kinds)[number]['value']

const blank = "<rng model='virtio'>\n  <backend model='random'>/dev/urandom</backend>\n</rng>"

/** What is being written, for each kind of device; turning to another kind keeps what was written of the first. */
const draftFor = (domain: XmlElement) => ({
  disk: newDisk(domain, 'disk'),
  cdrom: newDisk(domain, 'cdrom'),
  interface: newInterface(domain),
  xml: blank,
})
type Draft = ReturnType<typeof draftFor>

/** The XML that a draft makes of a kind of device. */
function xmlOf(kind: Kind, draft: Draft, domain: XmlElement): string {
  if (kind === 'xml') return draft.xml
  if (kind === 'interface') return writeNode(interfaceXml(draft.interface))
  return writeNode(diskXml(draft[kind], domain))
}

function whyNotDraft(kind: Kind, draft: Draft, domain: XmlElement): string | null {
  if (kind === 'xml') {
    const read = readDevice(draft.xml)
    return read.ok ? null : read.why
  }
  const wrong =
    kind === 'interface'
      ? whyNotInterface(draft.interface, domain)
      : whyNotDisk(draft[kind], domain)
  return Object.values(wrong)[0] ?? null
}

/** By which row of the list the new device will be found; null: only the host knows. */
function keyOf(kind: Kind, draft: Draft): string | null {
  if (kind === 'xml') return null
  if (kind !== 'interface') return `disk-${draft[kind].target}`
  const { mac } = draft.interface
  return mac === '' ? null : `interface-${mac.toLowerCase()}`
}

/** Gives a machine another device: a drive, a network card, or anything else by its XML. */
export function AddHardware({
  connection,
  domain,
  definitions: { now, later },
  onClose,
  onAdded,
}: HardwareSubject & { onClose: () => void; onAdded: (key: string | null) => void }) {
  const { whyNot, settle } = useChange(connection, domain.uuid)
  const { waits, problem, settle: follow } = useSettled()
  const affects = useAffects(domain)
  const definition = (affects.value === 'live' ? (now ?? later) : (later ?? now))!
  const [kind, setKind] = useState<Kind>('disk')
  const [draft, setDraft] = useState(() => draftFor(definition))
  const turnTo = (next: Kind) => {
    // whoever turns to the XML goes on from what the fields say
    if (next === 'xml' && kind !== 'xml') {
      setDraft({ ...draft, xml: xmlOf(kind, draft, definition) })
    }
    setKind(next)
  }
  const add = async () => {
    const asked = { xml: xmlOf(kind, draft, definition), affects: affects.value }
    const ended = await follow((looking) => settle('attachDevice', asked, looking))
    if (ended) onAdded(keyOf(kind, draft))
  }
  return (
    <FormDialog
      title={`Add hardware to ${domain.name}`}
      act="Add"
      whyNot={whyNot('attachDevice') ?? whyNotDraft(kind, draft, definition)}
      waits={waits}
      problem={problemOfSide(problem, affects.offered)}
      onSubmit={() => void add()}
      onClose={onClose}
      className="max-w-xl"
    >
      <Segmented label="What to add" options={kinds} value={kind} onChange={turnTo} />
      {kind === 'xml' ? (
        <DeviceXmlField xml={draft.xml} onChange={(xml) => setDraft({ ...draft, xml })} />
      ) : kind === 'interface' ? (
        <InterfaceFields
          card={draft.interface}
          domain={definition}
          onChange={(card) => setDraft({ ...draft, interface: card })}
        />
      ) : (
        <DiskFields
          key={kind}
          disk={draft[kind]}
          domain={definition}
          onChange={(disk) => setDraft({ ...draft, [kind]: disk })}
        />
      )}
      <AffectsChoice {...affects} />
    </FormDialog>
  )
}
