'use client'

import { placeLabels, placeOf, places, setPlace } from '@/lib/libvirt/builder.ts'
import { transports } from '@/lib/libvirt/transports.ts'
import { Field } from '@/components/ui/field.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import { HostFields } from './host-fields.tsx'
import { HypervisorField } from './hypervisor-field.tsx'
import { Params } from './params.tsx'
import { PathField } from './path-field.tsx'
import type { Draft } from './use-draft.ts'

const placeOptions = places.map((value) => ({ value, label: placeLabels[value] }))

const placeHelp = (draft: Draft): string | undefined => {
  const place = placeOf(draft.uri)
  if (place === 'local') return transports.unix.help
  if (place === 'ssh' || place === 'tls' || place === 'tcp') return transports[place].help
  if (place === 'xen-http' || place === 'xen-socket') {
    return 'The xend of Xen before 4.5, which speaks no libvirt protocol.'
  }
  return undefined
}

/** The form beside the URI: it shows what the text says and edits it part by part. */
export function Builder({ draft }: { draft: Draft }) {
  const legacy = ['xen-http', 'xen-socket'].includes(placeOf(draft.uri))
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-2.5">
      {!legacy && <HypervisorField {...draft} />}
      <Field label="Where" help={placeHelp(draft)}>
        {() => (
          <Segmented
            label="Where"
            options={placeOptions}
            value={placeOf(draft.uri)}
            onChange={(place) => draft.edit((uri) => setPlace(uri, place))}
          />
        )}
      </Field>
      <HostFields {...draft} />
      <PathField {...draft} />
      <Params draft={draft} />
    </div>
  )
}
