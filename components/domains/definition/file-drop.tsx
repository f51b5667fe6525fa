'use client'

import { FileUp } from 'lucide-react'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Icon } from '@/components/ui/icon.tsx'

const carriesFile = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files')

/** A part of a page that a file can be dropped on. A browser would otherwise leave the page for the file. */
export function FileDrop({
  says,
  onFile,
  className,
  children,
}: {
  /** What dropping it here does. */
  says: string
  onFile: (file: File) => void
  className: string
  children: ReactNode
}) {
  // a drag enters an inner part before it leaves the outer one
  const [depth, setDepth] = useState(0)
  const drop = (event: DragEvent) => {
    if (!carriesFile(event)) return
    event.preventDefault()
    setDepth(0)
    const [file] = event.dataTransfer.files
    if (file !== undefined) onFile(file)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped here can be chosen by a button, too
    <div
      className={`relative ${className}`}
      onDragEnter={(event) => carriesFile(event) && setDepth((before) => before + 1)}
      onDragLeave={(event) => carriesFile(event) && setDepth((before) => before - 1)}
      onDragOver={(event) => carriesFile(event) && event.preventDefault()}
      onDrop={drop}
    >
      {children}
      {depth > 0 && (
        <div className="pointer-events-none absolute inset-2 z-10 grid place-content-center justify-items-center gap-2 rounded-xl border-2 border-dashed border-accent bg-accent-soft/90 text-accent">
          <Icon of={FileUp} size={24} />
          <p className="font-strong">{says}</p>
        </div>
      )}
    </div>
  )
}

/** Chooses a file, in the platform's own way. */
export function FileButton({ onFile }: { onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button icon={FileUp} onClick={() => input.current?.click()}>
        Open a file…
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".xml,application/xml,text/xml"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file !== undefined) onFile(file)
          // the same file can be chosen again
          event.target.value = ''
        }}
      />
    </>
  )
}
