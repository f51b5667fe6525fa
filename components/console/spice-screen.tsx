'use client'

import { type RefObject, useEffectEvent, useId, useLayoutEffect } from 'react'
import type { SpiceMainConn } from 'spice-client'
import { guardClipboard } from '@/lib/client/spice-clipboard.ts'
import { paths } from '@/lib/paths.ts'

const addressOf = (id: string): string => {
  const { protocol, host } = window.location
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}${paths.consoleChannel(id)}`
}

/**
 * A SPICE display, drawn by spice-client, which opens a socket of its own for each channel of the console `id`. The
 * display's password is not for it: the server has it.
 */
export function SpiceScreen({
  id,
  control,
  shares,
  onLost,
}: {
  id: string
  control: RefObject<SpiceMainConn | null>
  /** Whether the clipboards of guest and person are one. */
  shares: boolean
  onLost: () => void
}) {
  // the library looks its place up by a name, and writes that into selectors
  const screen = `spice${useId().replaceAll(/\W/g, '')}`
  const lost = useEffectEvent(onLost)
  const sharesNow = useEffectEvent(() => shares)

  // a layout effect, for it ends while its place is still in the page: the library takes its canvas out of that
  useLayoutEffect(() => {
    let over = false
    let spice: SpiceMainConn | null = null
    void import('spice-client').then(({ SpiceMainConn: Main }) => {
      if (over) return
      spice = new Main({
        uri: addressOf(id),
        screen_id: screen,
        password: '',
        onerror: () => {
          if (!over) lost()
        },
        onsuccess: () => undefined,
      })
      const readText = () => navigator.clipboard.readText()
      guardClipboard(spice, () => sharesNow(), readText)
      control.current = spice
    })
    return () => {
      over = true
      control.current = null
      spice?.stop()
    }
  }, [id, screen, control])

  return (
    <div className="grid size-full place-items-center overflow-auto">
      <div id={screen} data-console="spice" />
    </div>
  )
}
