'use client'

import { Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { DomainRow } from '@/lib/contract/live.ts'
import type { HardwareDevice } from '@/lib/xml/devices/hardware.ts'
import { tokenizeXml } from '@/lib/xml/tokens.ts'
import { writeNode } from '@/lib/xml/write.ts'
import { useChange } from '@/components/data/use-change.ts'
import { useParam } from '@/components/shell/use-param.ts'
import { Button } from '@/components/ui/button.tsx'
import { Card } from '@/components/ui/card.tsx'
import { CodeView } from '@/components/ui/code-view.tsx'
import { CopyButton } from '@/components/ui/copy-button.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import { DeviceFacts } from './device-facts.tsx'
import { RemoveDevice } from './remove-device.tsx'

const sides = [
  { value: 'now', label: 'As it runs now' },
  { value: 'later', label: 'After its next start' },
] as const

/** The lines of an element are indented as they stood in their document; alone, they begin at its own margin. */
function outdented(xml: string): string {
  const margin = /\n( *)<\/[^\n]*$/.exec(xml)?.[1] ?? ''
  return margin === '' ? xml : xml.replaceAll(`\n${margin}`, '\n')
}

/** One device: what it is, its XML, and what can be done with it. */
export function DevicePanel({
  connection,
  domain,
  title,
  device,
  onGone,
}: {
  connection: string
  domain: DomainRow
  title: string
  device: HardwareDevice
  /** It is taken away: something else may be shown. */
  onGone: () => void
}) {
  const { whyNot } = useChange(connection, domain.uuid)
  const [dialog, open] = useParam('dialog')
  const [asked, setSide] = useState<'now' | 'later'>('now')
  const side = device[asked] === null ? (asked === 'now' ? 'later' : 'now') : asked
  const xml = outdented(writeNode(device[side]!))
  const tokens = useMemo(() => tokenizeXml(xml), [xml])
  return (
    <>
      <Card
        title={title}
        aside={
          <Button
            small
            tone="danger"
            icon={Trash2}
            whyNot={whyNot('detachDevice')}
            onClick={() => open('remove')}
          >
            Remove…
          </Button>
        }
      >
        <DeviceFacts device={device} />
      </Card>
      <Card title="XML" aside={<CopyButton text={xml} label="Copy XML" />}>
        {device.change === 'changed' && (
          <div className="mb-2">
            <Segmented label="Which definition" options={sides} value={side} onChange={setSide} />
          </div>
        )}
        <CodeView
          label={`XML of ${title}`}
          tokens={tokens}
          className="max-h-120 rounded-md bg-sunk"
        />
      </Card>
      {dialog === 'remove' && (
        <RemoveDevice
          connection={connection}
          domain={domain}
          title={title}
          device={device}
          onClose={() => open(null)}
          onRemoved={(everywhere) => {
            open(null)
            if (everywhere) onGone()
          }}
        />
      )}
    </>
  )
}
