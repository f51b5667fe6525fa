'use client'

import { useId } from 'react'
import { placeHas, placeOf } from '@/lib/libvirt/builder.ts'
import { setPort, setServer, setUser } from '@/lib/libvirt/edit-uri.ts'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import type { Draft } from './use-draft.ts'

/** The port that counts when none is named, as the field's placeholder. */
function usualPort({ plan }: Draft): string {
  if (plan === null) return 'port'
  if (plan.port > 0) return String(plan.port)
  return plan.transport === 'ssh' ? '22' : 'port'
}

/** Which machine, as whom and through which port; nothing for a place that has none. */
export function HostFields(draft: Draft) {
  const { uri, edit, sshHosts } = draft
  const known = useId()
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
            list={has.user ? known : undefined}
            value={uri.server ?? ''}
            placeholder="host.example.org"
            spellCheck={false}
            autoCapitalize="off"
            onChange={(event) => edit((current) => setServer(current, event.target.value.trim()))}
          />
        )}
      </Field>
      {has.user && (
        <datalist id={known}>
          {sshHosts.map((host) => (
            <option key={host} value={host} />
          ))}
        </datalist>
      )}
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
