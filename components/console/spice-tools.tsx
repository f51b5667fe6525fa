'use client'

import { Keyboard } from 'lucide-react'
import type { RefObject } from 'react'
import type { SpiceMainConn } from 'spice-client'
import { Button } from '@/components/ui/button.tsx'

/** What can be done with a SPICE display beside looking and typing. */
export const SpiceTools = ({
  control,
  mayType,
}: {
  control: RefObject<SpiceMainConn | null>
  mayType: boolean
}) => (
  <Button
    icon={Keyboard}
    whyNot={mayType ? null : 'Somebody else has the keyboard.'}
    onClick={() => {
      void import('spice-client').then(({ sendCtrlAltDel }) => sendCtrlAltDel(control.current))
    }}
  >
    Send Ctrl+Alt+Del
  </Button>
)
