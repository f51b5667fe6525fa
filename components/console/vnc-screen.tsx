'use client'

import type RFB from '@novnc/novnc'
import { type RefObject, useEffect, useEffectEvent, useRef } from 'react'
import { ByteChannel } from '@/lib/client/byte-channel.ts'
import type { ConsoleLink } from '@/lib/client/console-link.ts'
import type { Screens } from '@/lib/client/screens.ts'

/** How the guest's picture and this page's room for it are brought together. */
export const fits = ['fit', 'exact', 'resize'] as const
export type Fit = (typeof fits)[number]

export interface VncLook {
  fit: Fit
  watches: boolean
  quality: number
  /** Shown where the guest has no pointer of its own. */
  dot: boolean
}

interface VncScreenProps {
  link: ConsoleLink
  screens: Screens
  look: VncLook
  /** What else can be done with it, for the tools around it. */
  control: RefObject<RFB | null>
  onReady: () => void
  onClipboard: (text: string) => void
  /** What its display sent cannot be drawn. */
  onLost: () => void
}

function dress(rfb: RFB, { fit, watches, quality, dot }: VncLook): void {
  rfb.scaleViewport = fit === 'fit'
  rfb.resizeSession = fit === 'resize'
  rfb.clipViewport = false
  rfb.viewOnly = watches
  rfb.qualityLevel = quality
  rfb.showDotCursor = dot
}

/** A VNC display, drawn by noVNC. The page loads it when the first one is looked at. */
export function VncScreen({ link, screens, look, control, ...told }: VncScreenProps) {
  const place = useRef<HTMLDivElement>(null)
  const ready = useEffectEvent(told.onReady)
  const clipboard = useEffectEvent(told.onClipboard)
  const lost = useEffectEvent(told.onLost)
  const dressed = useEffectEvent((rfb: RFB) => dress(rfb, look))

  useEffect(() => {
    let rfb: RFB | null = null
    let over = false
    const fail = () => {
      if (!over) lost()
    }
    const channel = new ByteChannel((bytes) => link.send(bytes), fail)
    const hide = screens.show({
      bytes: (bytes) => channel.deliver(bytes),
      ended: () => channel.end(),
    })
    void import('@novnc/novnc').then(({ default: Rfb }) => {
      if (over || place.current === null || channel.readyState === 'closed') return
      rfb = new Rfb(place.current, channel, { shared: true })
      rfb.background = 'transparent'
      dressed(rfb)
      rfb.addEventListener('disconnect', ({ detail }) => {
        if (!detail.clean) fail()
      })
      rfb.addEventListener('connect', () => ready())
      rfb.addEventListener('clipboard', ({ detail }) => clipboard(detail.text))
      control.current = rfb
    })
    return () => {
      over = true
      hide()
      channel.end()
      control.current = null
    }
  }, [link, screens, control])

  useEffect(() => {
    if (control.current !== null) dress(control.current, look)
  }, [control, look])

  return <div ref={place} className="size-full overflow-auto" data-console="vnc" />
}
