'use client'

import { type KeyboardEvent, useRef } from 'react'
import { type LibvirtUri, spansOf, type UriPart } from '@/lib/libvirt/uri.ts'
import { classes } from '@/components/ui/classes.ts'

/** Where a text is wrong: from this character on, or (with `to`) up to that one. */
export interface Wrong {
  from: number
  to: number
}

const partLook: Record<UriPart, string> = {
  scheme: 'text-accent font-strong',
  user: 'text-mem',
  server: 'font-strong',
  port: 'text-disk',
  path: '',
  query: 'text-muted',
  fragment: 'text-muted',
}

interface Piece {
  from: number
  text: string
  look: string
}

/** The text cut into coloured pieces; a text that is no URI is one piece. Wrong characters get a wavy line. */
function piecesOf(text: string, uri: LibvirtUri | null, wrong: Wrong | null): Piece[] {
  const spans = uri === null ? [] : spansOf(uri)
  const cuts = new Set([0, text.length])
  for (const { from, to } of [...spans, ...(wrong === null ? [] : [wrong])]) {
    cuts.add(Math.min(from, text.length))
    cuts.add(Math.min(to, text.length))
  }
  const edges = [...cuts].sort((a, b) => a - b)
  return edges.slice(0, -1).map((from, index) => {
    const span = spans.find((part) => from >= part.from && from < part.to)
    const bad = wrong !== null && from >= wrong.from && from < wrong.to
    return {
      from,
      text: text.slice(from, edges[index + 1]),
      look: classes(span && partLook[span.part], bad && 'underline decoration-bad decoration-wavy'),
    }
  })
}

const shape =
  'font-mono text-[0.9375rem]/[1.375rem] px-3 py-2 whitespace-pre [font-variant-ligatures:none]'

/**
 * The URI as one line of coloured text that is typed into: a plain input, transparent, over its own painted copy,
 * which follows when the input scrolls.
 */
export function UriLine({
  text,
  uri,
  wrong,
  onChange,
  onEnter,
  describedBy,
}: {
  text: string
  uri: LibvirtUri | null
  wrong: Wrong | null
  onChange: (text: string) => void
  onEnter: () => void
  describedBy: string
}) {
  const paint = useRef<HTMLDivElement>(null)
  const follow = (input: HTMLInputElement) => {
    if (paint.current) paint.current.scrollLeft = input.scrollLeft
  }
  const enter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    onEnter()
  }
  return (
    <div
      className={classes(
        'relative rounded-md border-[1.5px] bg-panel focus-within:outline-1',
        wrong === null
          ? 'border-accent focus-within:outline-accent'
          : 'border-bad focus-within:outline-bad',
      )}
    >
      <div ref={paint} aria-hidden className={classes(shape, 'overflow-hidden')}>
        {text === '' ? (
          <span className="text-faint">qemu+ssh://root@host/system</span>
        ) : (
          piecesOf(text, uri, wrong).map((piece) => (
            <span key={piece.from} className={piece.look}>
              {piece.text}
            </span>
          ))
        )}
      </div>
      <input
        type="text"
        aria-label="Connection URI"
        // biome-ignore lint/a11y/noAutofocus: this line is what the dialog is for
        autoFocus
        aria-describedby={describedBy}
        aria-invalid={wrong === null ? undefined : true}
        value={text}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        maxLength={4096}
        onChange={(event) => {
          onChange(event.target.value)
          follow(event.target)
        }}
        onScroll={(event) => follow(event.currentTarget)}
        onKeyUp={(event) => follow(event.currentTarget)}
        onKeyDown={enter}
        className={classes(
          shape,
          'absolute inset-0 w-full bg-transparent text-transparent caret-text outline-none',
        )}
      />
    </div>
  )
}
