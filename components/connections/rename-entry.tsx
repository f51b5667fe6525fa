'use client'

import { type FormEvent, useState } from 'react'
import type { Offer } from '@/lib/client/offers.ts'
import { Button } from '@/components/ui/button.tsx'
import { Dialog, DialogBody } from '@/components/ui/dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'

/** Gives a line of the history a name of the person's own; an empty one takes it away. */
export function RenameEntry({
  offer,
  onClose,
  onRename,
}: {
  offer: Offer
  onClose: () => void
  onRename: (entry: string, name: string | null) => void
}) {
  const [name, setName] = useState(offer.name ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (offer.entry !== null) onRename(offer.entry.id, name.trim() || null)
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Rename"
      says={<span className="mono">{offer.uri}</span>}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="main" type="submit" form="rename-entry">
            Rename
          </Button>
        </>
      }
    >
      <DialogBody>
        <form id="rename-entry" onSubmit={submit}>
          <Field label="Name">
            {(control) => (
              <Input
                {...control}
                value={name}
                maxLength={200}
                placeholder="as its URI"
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
        </form>
      </DialogBody>
    </Dialog>
  )
}
