import { MonitorDown } from 'lucide-react'
import type { OfferedConsole } from '@/lib/client/console-choices.ts'
import { viewerHost, virtViewerFile } from '@/lib/client/virt-viewer-file.ts'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { saveFile } from './save-file.ts'

/** A file for virt-viewer, where that gets to the display by itself. It stands where the live path has been, so in a browser. */
export function ViewerFile({
  chosen: { kind, direct },
  name,
}: {
  chosen: OfferedConsole
  name: string
}) {
  const host = direct && viewerHost(direct, window.location.hostname)
  if (direct === null || host === null) return null
  return (
    <IconButton
      label="Download a file for virt-viewer (.vv)"
      icon={MonitorDown}
      onClick={() => {
        const text = virtViewerFile({ kind, direct: { ...direct, host }, title: name })
        saveFile(new Blob([text], { type: 'application/x-virt-viewer' }), `${name}.vv`)
      }}
    />
  )
}
