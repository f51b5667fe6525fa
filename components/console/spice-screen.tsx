'use client'

import { type RefObject, useEffect, useEffectEvent, useId, useLayoutEffect, useRef } from 'react'
import type { SpiceMainConn } from 'spice-client'
import { guardClipboard } from '@/lib/client/spice-clipboard.ts'
import { FollowedSize } from '@/lib/client/spice-size.ts'
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
  resizes,
  onLost,
}: {
  id: string
  control: RefObject<SpiceMainConn | null>
  /** Whether the clipboards of guest and person are one. */
  shares: boolean
  /** Whether the guest's screen is to be as large as its room here. */
  resizes: boolean
  onLost: () => void
}) {
  // the library looks its place up by a name, and writes that into selectors
  const screen = `spice${useId().replaceAll(/\W/g, '')}`
  const lost = useEffectEvent(onLost)
  const sharesNow = useEffectEvent(() => shares)
  const resizesNow = useEffectEvent(() => resizes)
  const room = useRef<HTMLDivElement>(null)
  const size = useRef<FollowedSize | null>(null)

  // a layout effect, for it ends while its place is still in the page: the library takes its canvas out of that
  useLayoutEffect(() => {
    let over = false
    let spice: SpiceMainConn | null = null
    const place = new ResizeObserver(([seen]) => {
      if (seen) size.current?.room(seen.contentRect.width, seen.contentRect.height)
    })
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
        onagent: () => size.current?.agentCame(),
      })
      const readText = () => navigator.clipboard.readText()
      guardClipboard(spice, () => sharesNow(), readText)
      control.current = spice
      size.current = new FollowedSize(spice)
      size.current.follow(resizesNow())
      if (room.current !== null) place.observe(room.current)
    })
    return () => {
      over = true
      control.current = null
      place.disconnect()
      size.current?.end()
      size.current = null
      spice?.stop()
    }
  }, [id, screen, control])

  useEffect(() => size.current?.follow(resizes), [resizes])

  return (
    <div ref={room} className="grid size-full place-items-center overflow-auto">
      <div id={screen} data-console="spice" />
    </div>
  )
}
