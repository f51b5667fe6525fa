/** Oirase's mark: a stream going down a step, as the mountain stream does that it is named after. */
export const Mark = ({ size = 22 }: { size?: number }) => (
  <svg
    viewBox="0 0 24 24"
    width={size}
    height={size}
    fill="none"
    strokeWidth="2.3"
    strokeLinecap="round"
    aria-hidden="true"
    className="shrink-0 stroke-accent"
  >
    <path d="M3 4.5h4.5c5.5 0 3.5 5 9 5H21" />
    <path d="M3 9.5h2.5c5.5 0 3.5 5 9 5H21" opacity=".72" />
    <path d="M3 14.5h.5c5.5 0 3.5 5 9 5H21" opacity=".46" />
  </svg>
)
