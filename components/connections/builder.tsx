'use client'

import { type Place, placeLabels, placeOf, places, setPlace } from '@/lib/libvirt/builder.ts'
import { transports } from '@/lib/libvirt/transports.ts'
import type { HelpAnchor } from '@/lib/paths.ts'
import { Field } from '@/components/ui/field.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import { HelpLink } from './help-link.tsx'
import { HostFields } from './host-fields.tsx'
import { HypervisorField } from './hypervisor-field.tsx'
import { Params } from './params.tsx'
import { PathField } from './path-field.tsx'
import { SshKindField } from './ssh-kind-field.tsx'
import type { Draft } from './use-draft.ts'

const xend = 'The xend of Xen before 4.5, which speaks no libvirt protocol.'

const placeOptions = places.map((value) => ({ value, label: placeLabels[value] }))

/** What each place is, and what of the help says how a host is made ready for it. */
const placeHelp: Record<Place, { says: string; setup: HelpAnchor }> = {
  local: { says: transports.unix.help, setup: 'setup-unix' },
  // the kind of SSH says the rest
  ssh: { says: '', setup: 'setup-ssh' },
  tls: { says: transports.tls.help, setup: 'setup-tls' },
  tcp: { says: transports.tcp.help, setup: 'setup-tcp' },
  'xen-http': { says: xend, setup: 'setup-http' },
  'xen-socket': { says: xend, setup: 'setup-http' },
  other: { says: transports.ext.help, setup: 'setup-ext' },
}

const PlaceHelp = ({ place }: { place: Place }) => (
  <>
    {placeHelp[place].says}{' '}
    <HelpLink about={placeHelp[place].setup}>What the host needs for it</HelpLink>
  </>
)

/** The form beside the URI: it shows what the text says and edits it part by part. */
export function Builder({ draft }: { draft: Draft }) {
  const legacy = ['xen-http', 'xen-socket'].includes(placeOf(draft.uri))
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-2.5">
      {!legacy && <HypervisorField {...draft} />}
      <Field label="Where" help={<PlaceHelp place={placeOf(draft.uri)} />}>
        {() => (
          <Segmented
            label="Where"
            options={placeOptions}
            value={placeOf(draft.uri)}
            onChange={(place) => draft.edit((uri) => setPlace(uri, place))}
          />
        )}
      </Field>
      <SshKindField {...draft} />
      <HostFields {...draft} />
      <PathField {...draft} />
      <Params draft={draft} />
    </div>
  )
}
