import { Skeleton } from '@/components/ui/skeleton.tsx'

const rows = Array.from({ length: 14 }, (_, index) => index)
const cells = ['w-40', 'w-24', 'w-20', 'w-24', 'w-16', 'w-16', 'w-24', 'w-6']

/** The list before anything is known of it: the same lines in the same places, so that nothing jumps. */
export const ListSkeleton = () => (
  <div aria-busy="true" aria-label="Loading" role="status" className="flex min-h-0 flex-1 flex-col">
    <div className="flex gap-2 px-4.5 py-2.5 max-desk:px-2.5">
      <div className="h-7.5 flex-1 rounded-md border border-line bg-panel" />
      <div className="h-7.5 w-28 rounded-md border border-line bg-panel max-desk:hidden" />
      <div className="h-7.5 w-24 rounded-md border border-line bg-panel" />
    </div>
    <div className="min-h-0 flex-1 overflow-hidden border-t border-line bg-panel">
      <div className="h-7.5 border-b border-line bg-sunk" />
      {rows.map((row) => (
        <div
          key={row}
          className="grid h-9 grid-cols-[34px_minmax(0,1.6fr)_repeat(7,minmax(0,1fr))] items-center gap-4 border-b border-line pr-4 max-desk:h-11 max-desk:grid-cols-[8px_minmax(0,1fr)_6rem_5rem]"
        >
          <span />
          {cells.map((width, index) => (
            <Skeleton
              key={width + String(index)}
              className={`h-3 ${width} ${index > 2 ? 'max-desk:hidden' : ''}`}
            />
          ))}
        </div>
      ))}
    </div>
  </div>
)
