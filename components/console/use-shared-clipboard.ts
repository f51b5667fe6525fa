'use client'

import type RFB from '@novnc/novnc'
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import { whyNotForGuest } from '@/lib/client/for-guest.ts'
import { useStored } from '@/components/data/use-stored.ts'

const isTrue = (stored: unknown): boolean => stored === true

/** Why a browser keeps its clipboard from this page, or null. */
export const whyNoClipboard = (): string | null =>
  navigator.clipboard === undefined
    ? 'A browser shares its clipboard only with a page that came by https, or from its own machine.'
    : null

export interface SharedClipboard {
  /** The person allowed it, for the machines of this connection and in this browser. */
  shared: boolean
  share: (shared: boolean) => void
  /** What the guest last copied, or null. */
  copied: string | null
  /** What the last exchange failed with, in words, or null. */
  problem: string | null
  /** Puts a text on the guest's clipboard. It was looked at by whyNotForGuest. */
  give: (text: string) => void
  fromGuest: (text: string) => void
  /** The display is there: what the person has copied so far is for it. */
  ready: () => void
}

/**
 * The clipboards of a person and of a guest: apart, unless the person allowed to share them, and then only while the
 * keyboard is theirs. A browser tells nobody that something was copied elsewhere: it is read when the person comes back.
 */
export function useSharedClipboard(
  connection: string,
  { control, mayType }: { control: RefObject<RFB | null>; mayType: boolean },
): SharedClipboard {
  const [shared, share] = useStored(`oirase-clipboard-${connection}`, isTrue)
  const [copied, setCopied] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  /** What both last had: it is not sent back to where it came from. */
  const both = useRef<string | null>(null)
  const active = shared && mayType

  const give = (text: string) => {
    both.current = text
    control.current?.clipboardPasteFrom(text)
  }
  const offer = useEffectEvent(async () => {
    if (!active || control.current === null || whyNoClipboard() !== null || !document.hasFocus())
      return
    try {
      const text = await navigator.clipboard.readText()
      if (text === '' || text === both.current) return
      const whyNot = whyNotForGuest(text)
      setProblem(whyNot)
      if (whyNot === null) give(text)
    } catch {
      setProblem('The browser does not let this page read your clipboard.')
    }
  })

  useEffect(() => {
    if (!active) return
    const look = () => void offer()
    // when it is copied in this page, the clipboard has it only after the event
    const soon = () => setTimeout(look)
    look()
    window.addEventListener('focus', look)
    document.addEventListener('copy', soon)
    return () => {
      window.removeEventListener('focus', look)
      document.removeEventListener('copy', soon)
    }
  }, [active])

  const fromGuest = (text: string) => {
    setCopied(text)
    if (!active || text === both.current || whyNoClipboard() !== null) return
    both.current = text
    navigator.clipboard.writeText(text).then(
      () => setProblem(null),
      () => setProblem('The browser does not let this page write to your clipboard.'),
    )
  }
  const again = () => {
    both.current = null
    void offer()
  }
  return { shared, share, copied, problem, give, fromGuest, ready: again }
}
