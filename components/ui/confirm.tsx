'use client'

import { type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { Checkbox } from './checkbox.tsx'
import { Dialog, DialogBody } from './dialog.tsx'

export interface Confirmation {
  /** The question, with the name of what it is about: “Force off db-primary?” */
  title: string
  /** Exactly what will be lost. */
  loses: ReactNode
  /** What the button does, in the words of the button that led here: “Force off”. */
  act: string
  /** A box to tick first, for what cannot be undone: “Delete its 3 disks, too”. Without it the button itself is the second act. */
  deliberate?: string | undefined
}

/** Asks before something is lost. Focus starts on the way out; Enter alone never destroys. */
export function Confirm({
  asks,
  onAnswer,
}: {
  asks: Confirmation | null
  onAnswer: (yes: boolean) => void
}) {
  return (
    <Dialog
      open={asks !== null}
      onOpenChange={(open) => !open && onAnswer(false)}
      title={asks?.title ?? ''}
      className="max-w-md"
    >
      {asks && <Question key={asks.title} asks={asks} onAnswer={onAnswer} />}
    </Dialog>
  )
}

function Question({ asks, onAnswer }: { asks: Confirmation; onAnswer: (yes: boolean) => void }) {
  const [ticked, setTicked] = useState(false)
  return (
    <>
      <DialogBody>
        <div>{asks.loses}</div>
        {asks.deliberate && (
          <div className="mt-3">
            <Checkbox label={asks.deliberate} checked={ticked} onChange={setTicked} />
          </div>
        )}
      </DialogBody>
      <div className="flex justify-end gap-2 border-t border-line bg-sunk px-4.5 py-3">
        <Button data-autofocus onClick={() => onAnswer(false)}>
          Cancel
        </Button>
        <Button
          tone="danger"
          whyNot={asks.deliberate && !ticked ? 'Tick the box first.' : null}
          onClick={() => onAnswer(true)}
        >
          {asks.act}
        </Button>
      </div>
    </>
  )
}
