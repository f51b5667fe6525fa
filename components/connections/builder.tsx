'use client'

import {
  hypervisorOf,
  hypervisors,
  placeHas,
  placeLabels,
  placeOf,
  places,
  setHypervisor,
  setPlace,
} from '@/lib/libvirt/builder.ts'
import { setPath, setPort, setServer, setUser } from '@/lib/libvirt/edit-uri.ts'
import { isRefused } from '@/lib/libvirt/plan-types.ts'
import { transports } from '@/lib/libvirt/transports.ts'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import { Select } from '@/components/ui/select.tsx'
import { Params } from './params.tsx'
import type { Draft } from './use-draft.ts'

const placeOptions = places.map((value) => ({ value, label: placeLabels[value] }))
const otherHypervisor = 'other'

/** The port that counts when none is named, as the field's placeholder. */
function usualPort({ opening }: Draft): string {
  const plan = opening.ok ? opening.plan : null
  if (plan === null || isRefused(plan)) return 'port'
  if (plan.port > 0) return String(plan.port)
  return plan.transport === 'ssh' ? '22' : 'port'
}

function HypervisorField({ uri, edit }: Draft) {
  const chosen = hypervisorOf(uri)
  const listed = hypervisors.map((each) => ({
    value: `${each.driver}:${each.path}`,
    label: each.label,
  }))
  const value = chosen === null ? otherHypervisor : `${chosen.driver}:${chosen.path}`
  const options =
    chosen === null ? [{ value: otherHypervisor, label: 'As in the URI' }, ...listed] : listed
  return (
    <Field label="Hypervisor">
      {(control) => (
        <Select
          {...control}
          className="w-full"
          options={options}
          value={value}
          onChange={(picked) => {
            const found = hypervisors.find((each) => `${each.driver}:${each.path}` === picked)
            if (found !== undefined) edit((current) => setHypervisor(current, found))
          }}
        />
      )}
    </Field>
  )
}

function HostFields(draft: Draft) {
  const { uri, edit } = draft
  const has = placeHas(placeOf(uri))
  if (!has.host) return null
  return (
    <>
      <Field
        label="Host"
        help={uri.server === null ? 'Without one it is this machine.' : undefined}
      >
        {(control) => (
          <Input
            {...control}
            code
            value={uri.server ?? ''}
            placeholder="host.example.org"
            spellCheck={false}
            autoCapitalize="off"
            onChange={(event) => edit((current) => setServer(current, event.target.value.trim()))}
          />
        )}
      </Field>
      <Field label={has.user ? 'User and port' : 'Port'}>
        {(control) => (
          <div className="flex gap-2">
            {has.user && (
              <Input
                {...control}
                aria-label="User"
                code
                value={uri.user ?? ''}
                placeholder="as SSH decides"
                spellCheck={false}
                autoCapitalize="off"
                onChange={(event) => edit((current) => setUser(current, event.target.value.trim()))}
              />
            )}
            <Input
              {...(has.user ? {} : control)}
              aria-label="Port"
              code
              inputMode="numeric"
              className="w-24!"
              value={uri.port === 0 ? '' : String(uri.port)}
              placeholder={usualPort(draft)}
              onChange={(event) => {
                const port = Number(event.target.value.replace(/\D/g, '').slice(0, 6))
                edit((current) => setPort(current, port))
              }}
            />
          </div>
        )}
      </Field>
    </>
  )
}

/** A path of one's own is shown where the list of hypervisors does not already say it. */
function PathField({ uri, edit }: Draft) {
  const place = placeOf(uri)
  const own = place === 'xen-socket' || uri.driver === 'test' || hypervisorOf(uri) === null
  if (!own || place === 'other' || place === 'xen-http') return null
  const label = place === 'xen-socket' ? 'Socket' : uri.driver === 'test' ? 'World' : 'Path'
  return (
    <Field
      label={label}
      help={
        uri.driver === 'test'
          ? '/default is the built-in world; anything else is the file of one on this server.'
          : undefined
      }
    >
      {(control) => (
        <Input
          {...control}
          code
          value={uri.path ?? ''}
          spellCheck={false}
          onChange={(event) => edit((current) => setPath(current, event.target.value.trim()))}
        />
      )}
    </Field>
  )
}

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
    <div className="grid content-start gap-2.5">
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
