'use client'

import type { ReactNode } from 'react'
import { compareCommand } from '@/lib/client/question-words.ts'
import type { HostKeyQuestion, Trust } from '@/lib/libvirt/question.ts'
import { Button } from '@/components/ui/button.tsx'
import { Fact, Facts } from '@/components/ui/card.tsx'
import { CopyText } from '@/components/ui/copy-button.tsx'
import { Dialog, DialogBody } from '@/components/ui/dialog.tsx'
import type { Asks } from './asks.ts'

/** The picture ssh-keygen -lv draws: two of them are compared faster than two lines of letters. */
const Randomart = ({ picture }: { picture: string }) => (
  <pre
    role="img"
    aria-label="The fingerprint as a picture"
    className="mono w-fit rounded-md bg-sunk px-3 py-2 leading-4"
  >
    {picture}
  </pre>
)

/** Whether an unknown host key may be trusted. The way out has the focus: Enter alone trusts nobody. */
export function HostKeyDialog({
  asks: { answer, cancel, whyNot },
  question,
  children,
}: {
  asks: Asks
  question: HostKeyQuestion
  children: ReactNode
}) {
  const { host, port, keyType, fingerprint, randomart } = question
  const trust = (kind: Trust) => answer({ kind: 'trust', trust: kind })
  return (
    <Dialog
      open
      deliberate
      onOpenChange={cancel}
      title="Is this the host you mean?"
      says={
        <>
          Nothing says yet that <bdi className="mono">{host}</bdi> is who it claims to be.
        </>
      }
      className="max-w-xl"
      footer={
        <>
          <Button data-autofocus whyNot={whyNot} className="mr-auto" onClick={cancel}>
            Do not connect
          </Button>
          <Button whyNot={whyNot} onClick={() => trust('once')}>
            Trust once
          </Button>
          <Button whyNot={whyNot} onClick={() => trust('always')}>
            Always trust
          </Button>
        </>
      }
    >
      <DialogBody className="grid grid-cols-[minmax(0,1fr)] content-start gap-3">
        <Facts>
          <Fact name="Host">
            <bdi className="mono">
              {host}, port {port}
            </bdi>
          </Fact>
          <Fact name="Kind of key">
            <span className="mono">{keyType}</span>
          </Fact>
          <Fact name="Fingerprint">
            <CopyText text={fingerprint} />
          </Fact>
        </Facts>
        <Randomart picture={randomart} />
        <div>
          <p>Compare them with what this prints on the host itself:</p>
          <CopyText text={compareCommand(question)} />
        </div>
        {children}
      </DialogBody>
    </Dialog>
  )
}
