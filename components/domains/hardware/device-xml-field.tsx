'use client'

import { readDevice } from '@/lib/xml/devices/read-device.ts'
import { Field } from '@/components/ui/field.tsx'
import { TextArea } from '@/components/ui/text-area.tsx'

/** A device by its XML; where it is not well-formed, that is said with line and column. */
export function DeviceXmlField({
  xml,
  onChange,
}: {
  xml: string
  onChange: (xml: string) => void
}) {
  const read = readDevice(xml)
  return (
    <Field
      label="XML"
      stacked
      error={read.ok ? null : `Line ${read.line}, column ${read.column}: ${read.why}`}
      help="One device as libvirt writes it: <hostdev>, <rng>, <channel> …"
    >
      {(control) => (
        <TextArea
          {...control}
          code
          data-autofocus
          rows={10}
          value={xml}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
