'use client'

import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { noPicture, type PictureState, type Screen } from '@/lib/client/pictures.ts'
import { useServices } from './services.ts'

const nothing = () => () => undefined

/** What is known of a screen; while `looks`, it is asked for again and again. */
export function usePicture({ connection, uuid, life }: Screen, looks: boolean): PictureState {
  const { pictures } = useServices()
  const screen = useMemo(() => ({ connection, uuid, life }), [connection, uuid, life])
  const look = useCallback((told: () => void) => pictures.look(screen, told), [pictures, screen])
  return useSyncExternalStore(
    looks ? look : nothing,
    () => pictures.of(screen),
    () => noPicture,
  )
}

/** An address for an `img`, as long as the component is there. */
export function useBlobUrl(blob: Blob | null): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (blob === null) return
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return blob === null ? null : url
}
