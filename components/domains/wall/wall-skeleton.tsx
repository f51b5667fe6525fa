import { Skeleton } from '@/components/ui/skeleton.tsx'

const cards = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

/** The wall before it is known which machines there are. */
export const WallSkeleton = () => (
  <div
    role="status"
    aria-label="Loading"
    aria-busy="true"
    className="grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-3 overflow-hidden border-t border-line px-2.5 py-3 desk:px-4.5 desk:grid-cols-[repeat(auto-fill,minmax(14.5rem,1fr))]"
  >
    {cards.map((card) => (
      <div key={card} className="surface grid gap-2 p-1.5">
        <Skeleton className="aspect-4/3 w-full" />
        <Skeleton className="h-5 w-2/3" />
      </div>
    ))}
  </div>
)
