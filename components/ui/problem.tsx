import { Details } from './details.tsx'
import { ToneMark } from './tone-mark.tsx'

/** What went wrong, where it was asked; announced when it appears. */
export const Problem = ({ says, detail = null }: { says: string; detail?: string | null }) => (
  <div role="alert" className="flex items-baseline gap-2 rounded-md bg-bad-soft px-2.5 py-1.5">
    <span className="text-bad">
      <ToneMark tone="bad" />
    </span>
    <div className="min-w-0 flex-1">
      {says}
      <Details text={detail} />
    </div>
  </div>
)
