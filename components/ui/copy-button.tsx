'use client'

import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from './button.tsx'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import { writeClipboard } from './write-clipboard.ts'

/** Copies, and says for a moment that it has. */
function useCopy(text: string) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await writeClipboard(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 1_500)
  }
  return { copied, copy: () => void copy() }
}

/** A button that copies `text`, and shows it before (`tip`: or what of it is worth showing). */
export function CopyButton({
  text,
  label = 'Copy',
  tip = text,
}: {
  text: string
  label?: string
  tip?: string | undefined
}) {
  const { copied, copy } = useCopy(text)
  return (
    <Button small icon={copied ? Check : Copy} onClick={copy} data-tip={tip}>
      <span aria-live="polite">{copied ? 'Copied' : label}</span>
    </Button>
  )
}

/** An id, address or command that is copied by a click on itself. */
export function CopyText({ text, className }: { text: string; className?: string | undefined }) {
  const { copied, copy } = useCopy(text)
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={copied ? 'Copied' : `Copy ${text}`}
      data-tip={copied ? 'Copied' : 'Click to copy'}
      className={classes(
        'mono group inline-flex max-w-full items-center gap-1 rounded-sm text-left hover:text-accent',
        className,
      )}
    >
      <span className="min-w-0 wrap-anywhere">{text}</span>
      <Icon
        of={copied ? Check : Copy}
        size={12}
        className={classes(
          'text-muted group-hover:opacity-100 group-focus-visible:opacity-100',
          !copied && 'opacity-0',
        )}
      />
    </button>
  )
}
