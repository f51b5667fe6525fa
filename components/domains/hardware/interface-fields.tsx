'use client'

import {
  freshMac,
  modelsOf,
  type NewInterface,
  whyNotInterface,
} from '@/lib/xml/devices/new-interface.ts'
import type { XmlElement } from '@/lib/xml/element.ts'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Select } from '@/components/ui/select.tsx'

const types = [
  { value: 'network', label: 'Virtual network' },
  { value: 'bridge', label: 'Bridge of the host' },
] as const

/** A network card to be added. */
export function InterfaceFields({
  card,
  domain,
  onChange,
}: {
  card: NewInterface
  domain: XmlElement
  onChange: (card: NewInterface) => void
}) {
  const wrong = whyNotInterface(card, domain)
  const models = modelsOf(domain)
  return (
    <>
      <Field label="Network source">
        {(control) => (
          <Select
            {...control}
            options={types}
            value={card.type}
            onChange={(type) => onChange({ ...card, type })}
          />
        )}
      </Field>
      <Field label={card.type === 'network' ? 'Network' : 'Bridge'} error={wrong.source}>
        {(control) => (
          <Input
            {...control}
            code
            data-autofocus
            value={card.source}
            placeholder={card.type === 'network' ? 'default' : 'br0'}
            spellCheck={false}
            autoCapitalize="off"
            onChange={(event) => onChange({ ...card, source: event.target.value })}
          />
        )}
      </Field>
      <Field label="Device model">
        {(control) => (
          <Select
            {...control}
            options={models.map((model) => ({ value: model, label: model || 'left to the host' }))}
            value={card.model}
            onChange={(model) => onChange({ ...card, model })}
          />
        )}
      </Field>
      <Field label="MAC address" error={wrong.mac} help="Empty: the host makes one up.">
        {(control) => (
          <span className="flex gap-2">
            <Input
              {...control}
              code
              value={card.mac}
              spellCheck={false}
              autoCapitalize="off"
              autoComplete="off"
              onChange={(event) => onChange({ ...card, mac: event.target.value.trim() })}
            />
            <Button onClick={() => onChange({ ...card, mac: freshMac(domain, Math.random) })}>
              Make one up
            </Button>
          </span>
        )}
      </Field>
    </>
  )
}
