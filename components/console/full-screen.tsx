'use client'

import { Maximize } from 'lucide-react'
import type { RefObject } from 'react'
import { IconButton } from '@/components/ui/icon-button.tsx'

/** Lets a console fill the whole screen. Escape leaves it, as the browser says when it begins. */
export const FullScreen = ({ of }: { of: RefObject<HTMLElement | null> }) => (
  <IconButton
    label="Full screen"
    icon={Maximize}
    // a browser that allows none, as on some phones, leaves it as it is
    onClick={() => void of.current?.requestFullscreen().catch(() => undefined)}
  />
)
