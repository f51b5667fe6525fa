import { SearchX } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'

/** Where machines would stand, when the filter leaves none. */
export const NoMatch = ({ onClear }: { onClear: () => void }) => (
  <div className="min-h-0 flex-1 border-t border-line bg-panel">
    <EmptyState
      icon={SearchX}
      title="No machine matches"
      says="Every part of the filter must hold. A part can be taken away, or all of it."
    >
      <Button onClick={onClear}>Clear filter</Button>
    </EmptyState>
  </div>
)
