import type { ReactNode } from 'react'

/** The table both histories stand in: hairlines, a head that stays, as wide as it needs. */
export const HistoryTable = ({
  label,
  heads,
  busy = false,
  children,
}: {
  label: string
  heads: readonly string[]
  busy?: boolean
  children: ReactNode
}) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  <section aria-label={label} tabIndex={0} className="min-h-0 flex-1 overflow-auto bg-panel">
    <table className="w-full min-w-260 border-collapse text-left" aria-busy={busy}>
      <thead className="sticky top-0 z-1 bg-sunk text-small text-muted">
        <tr className="h-7.5">
          {heads.map((head) => (
            <th
              key={head}
              scope="col"
              className="border-b border-line px-2 font-medium whitespace-nowrap first:pl-4.5 last:pr-4.5"
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </section>
)

export const cell = 'px-2 py-1.5 align-top first:pl-4.5 last:pr-4.5'
