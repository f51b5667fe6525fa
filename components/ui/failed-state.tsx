'use client'

import { RotateCw, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Details } from './details.tsx'
import { Icon } from './icon.tsx'

/** It did not work: what and why in a sentence, the other side's own words under "Details", and what to do. */
export const FailedState = ({
  title,
  says,
  detail = null,
  onRetry,
  children,
}: {
  title: string
  says: ReactNode
  detail?: string | null
  onRetry?: (() => void) | undefined
  children?: ReactNode
}) => (
  <div role="alert" className="mx-auto grid max-w-160 justify-items-center gap-1 px-4 py-12">
    <Icon of={TriangleAlert} size={24} className="mb-1 text-bad" />
    <h2 className="text-center text-title font-heavy">{title}</h2>
    <div className="text-center text-muted">{says}</div>
    <Details text={detail} />
    <div className="mt-3 flex flex-wrap justify-center gap-2">
      {onRetry && (
        <Button icon={RotateCw} onClick={onRetry}>
          Try again
        </Button>
      )}
      {children}
    </div>
  </div>
)
