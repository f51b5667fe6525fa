'use client'

import { ClipboardList, Keyboard, ScanSearch } from 'lucide-react'
import type { RefObject } from 'react'
import type { SpiceMainConn } from 'spice-client'
import { Button } from '@/components/ui/button.tsx'
import { Menu } from '@/components/ui/menu.tsx'
import { type SharedClipboard, whyNoClipboard } from './use-shared-clipboard.ts'

/** What can be done with a SPICE display beside looking and typing. */
export const SpiceTools = ({
  control,
  mayType,
  clipboard: { shared, share },
  resizes,
  onResizes,
}: {
  control: RefObject<SpiceMainConn | null>
  mayType: boolean
  clipboard: Pick<SharedClipboard, 'shared' | 'share'>
  resizes: boolean
  onResizes: (resizes: boolean) => void
}) => {
  const whyNot = mayType ? null : 'Somebody else has the keyboard.'
  return (
    <>
      <Button
        icon={Keyboard}
        whyNot={whyNot}
        onClick={() => {
          void import('spice-client').then(({ sendCtrlAltDel }) => sendCtrlAltDel(control.current))
        }}
      >
        Send Ctrl+Alt+Del
      </Button>
      <Menu
        align="start"
        trigger={<Button icon={ScanSearch}>{resizes ? 'Resize the guest' : 'As it is'}</Button>}
        entries={[
          { kind: 'heading', label: 'By the SPICE agent in the guest' },
          {
            kind: 'check',
            label: 'Resize the guest to this page',
            checked: resizes,
            whyNot,
            onChange: onResizes,
          },
        ]}
      />
      <Menu
        align="start"
        trigger={<Button icon={ClipboardList}>Clipboard</Button>}
        entries={[
          { kind: 'heading', label: 'Every program in the guest can then read yours' },
          {
            kind: 'check',
            label: 'Share the clipboard',
            checked: shared,
            whyNot: whyNoClipboard(),
            onChange: share,
          },
        ]}
      />
    </>
  )
}
