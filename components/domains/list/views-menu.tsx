'use client'

import { Bookmark, BookmarkPlus, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { ListView } from '@/lib/client/list/view.ts'
import { Button } from '@/components/ui/button.tsx'
import { Dialog, DialogBody } from '@/components/ui/dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Menu } from '@/components/ui/menu.tsx'
import type { MenuEntry } from '@/components/ui/menu-entry.ts'
import { queryOf, readSavedViews, viewOf, withView } from './saved-views.ts'
import { useStored } from './use-stored.ts'

function NameView({ onSave, onClose }: { onSave: (name: string) => void; onClose: () => void }) {
  const [name, setName] = useState('')
  const trimmed = name.trim()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (trimmed !== '') onSave(trimmed)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Save this view"
      says="Filter, order and grouping under a name, in this browser."
      className="max-w-sm"
    >
      <form onSubmit={submit}>
        <DialogBody>
          <Field label="Name" stacked>
            {(control) => (
              <Input
                {...control}
                autoFocus
                maxLength={80}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
        </DialogBody>
        <footer className="flex justify-end gap-2 border-t border-line bg-sunk px-4.5 py-3">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="main" whyNot={trimmed === '' ? 'It needs a name.' : null}>
            Save
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

/** Views that were given a name: one click goes there. */
export function ViewsMenu({
  view,
  usual,
  onChange,
}: {
  view: ListView
  usual: ListView
  onChange: (view: ListView) => void
}) {
  const [saved, store] = useStored('oirase.views', readSavedViews)
  const [naming, setNaming] = useState(false)
  const query = queryOf(view, usual)
  const here = saved.find((one) => one.query === query)
  const entries: MenuEntry[] = [
    {
      kind: 'choice',
      label: 'As it comes',
      chosen: query === '',
      onSelect: () => onChange(usual),
    },
    ...saved.map(
      (one): MenuEntry => ({
        kind: 'choice',
        label: one.name,
        chosen: one === here,
        onSelect: () => onChange(viewOf(one, usual)),
      }),
    ),
    { kind: 'line' },
    { label: 'Save this view…', icon: BookmarkPlus, onSelect: () => setNaming(true) },
    ...(here === undefined
      ? []
      : [
          {
            label: `Forget “${here.name}”`,
            icon: Trash2,
            onSelect: () => store(saved.filter((one) => one !== here)),
          },
        ]),
  ]
  return (
    <>
      <Menu
        entries={entries}
        trigger={
          <Button tone="ghost" icon={Bookmark}>
            <span className="max-w-40 truncate max-desk:sr-only">{here?.name ?? 'Views'}</span>
          </Button>
        }
      />
      {naming && (
        <NameView
          onClose={() => setNaming(false)}
          onSave={(name) => {
            store(withView(saved, { name, query }))
            setNaming(false)
          }}
        />
      )}
    </>
  )
}
