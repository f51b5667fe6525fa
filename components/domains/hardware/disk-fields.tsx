'use client'

import {
  busesOf,
  diskFormats,
  type NewDisk,
  whyNotDisk,
  withBus,
  withPath,
} from '@/lib/xml/devices/new-disk.ts'
import type { XmlElement } from '@/lib/xml/element.ts'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Select } from '@/components/ui/select.tsx'

const sources = [
  { value: 'file', label: 'File' },
  { value: 'block', label: 'Block device' },
] as const

const formats = diskFormats.map((format) => ({
  value: format as string,
  label: format === '' ? 'left to the host' : format,
}))

/** A disk or a CD-ROM drive to be added. */
export function DiskFields({
  disk,
  domain,
  onChange,
}: {
  disk: NewDisk
  domain: XmlElement
  onChange: (disk: NewDisk) => void
}) {
  const wrong = whyNotDisk(disk, domain)
  const cdrom = disk.device === 'cdrom'
  return (
    <>
      <Field
        label={cdrom ? 'Image' : 'Path'}
        error={disk.path === '' ? null : wrong.path}
        help={
          cdrom
            ? 'On the machine’s host, from “/” on. Empty: a drive with nothing in it.'
            : 'On the machine’s host, from “/” on. It must be there already: nothing is made.'
        }
      >
        {(control) => (
          <Input
            {...control}
            code
            data-autofocus
            value={disk.path}
            placeholder={cdrom ? '/var/lib/images/install.iso' : '/var/lib/images/data.qcow2'}
            spellCheck={false}
            autoCapitalize="off"
            onChange={(event) => onChange(withPath(disk, event.target.value))}
          />
        )}
      </Field>
      <Field label="Source">
        {(control) => (
          <Select
            {...control}
            options={sources}
            value={disk.source}
            onChange={(source) => onChange({ ...disk, source })}
          />
        )}
      </Field>
      <Field label="Format">
        {(control) => (
          <Select
            {...control}
            options={formats}
            value={disk.format}
            onChange={(format) => onChange({ ...disk, format })}
          />
        )}
      </Field>
      <Field label="Bus">
        {(control) => (
          <Select
            {...control}
            options={busesOf(domain).map((bus) => ({ value: bus, label: bus }))}
            value={disk.bus}
            onChange={(bus) => onChange(withBus(disk, bus, domain))}
          />
        )}
      </Field>
      <Field
        label="Target"
        error={wrong.target}
        help="What the guest may call it. No other disk of the machine has it."
      >
        {(control) => (
          <Input
            {...control}
            code
            value={disk.target}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            onChange={(event) => onChange({ ...disk, target: event.target.value.trim() })}
            className="max-w-32"
          />
        )}
      </Field>
      <Checkbox
        label="Read-only"
        checked={disk.readOnly}
        onChange={(readOnly) => onChange({ ...disk, readOnly })}
      />
    </>
  )
}
