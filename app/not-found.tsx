import { paths } from '@/lib/paths.ts'
import { ButtonLink } from '@/components/ui/button.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'

/** An address that is none of ours; Next's own page for it carries styles that the policy of ours forbids. */
export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <title>Nothing here · Oirase</title>
      <EmptyState title="There is nothing at this address" says="It may have been mistyped.">
        <ButtonLink tone="main" href={paths.home()}>
          All machines
        </ButtonLink>
      </EmptyState>
    </main>
  )
}
