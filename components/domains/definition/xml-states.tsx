import { asApiError, sentenceOf } from '@/lib/client/request-failed.ts'
import { FailedState } from '@/components/ui/failed-state.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'

export const XmlFailed = ({ error, onRetry }: { error: Error; onRetry: () => void }) => (
  <FailedState
    title="The definition did not come"
    says={sentenceOf(asApiError(error))}
    detail={asApiError(error).detail}
    onRetry={onRetry}
  />
)

const widths = ['w-40', 'w-64', 'w-72', 'w-56', 'w-32', 'w-80', 'w-60', 'w-44', 'w-72', 'w-36']

export const XmlSkeleton = () => (
  <div aria-busy="true" role="status" aria-label="Loading" className="grid gap-2 p-4 ps-16">
    {widths.map((width, index) => (
      <Skeleton key={width + String(index)} className={`h-3 ${width}`} />
    ))}
  </div>
)
