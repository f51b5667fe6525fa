import { CopyText } from './copy-button.tsx'

/** What to do, most promising first; each may carry a command, which a click copies. */
export const AdviceList = ({
  advice,
}: {
  advice: readonly { say: string; run: string | null }[]
}) => (
  <ul className="grid gap-1">
    {advice.map(({ say, run }) => (
      <li key={say}>
        {say}
        {run !== null && (
          <div>
            <CopyText text={run} />
          </div>
        )}
      </li>
    ))}
  </ul>
)
