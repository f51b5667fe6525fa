'use client'

import { Bookmark, BookmarkPlus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { ListView } from '@/lib/client/list/view.ts'
import { useStored } from '@/components/data/use-stored.ts'
import { Button } from '@/components/ui/button.tsx'
import { LineDialog } from '@/components/ui/line-dialog.tsx'
import { Menu } from '@/components/ui/menu.tsx'
import type { MenuEntry } from '@/components/ui/menu-entry.ts'
import { queryOf, readSavedViews, viewOf, withView } from './saved-views.ts'

const whyNotName = (name: string): string | null => {
  const { length } = name.trim()
  if (length === 0) return 'It needs a name.'
  return length > 80 ? 'At most 80 characters.' : null
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
        <LineDialog
          title="Save this view"
          label="Name"
          help="Filter, order and grouping are kept under it, in this browser."
          start=""
          whyNot={whyNotName}
          onClose={() => setNaming(false)}
          onSave={(name) => {
            store(withView(saved, { name: name.trim(), query }))
            setNaming(false)
          }}
        />
      )}
    </>
  )
}
