/** Somebody else's words, kept apart and folded away; they may be long, and are text only. */
export const Details = ({ text, open = false }: { text: string | null; open?: boolean }) =>
  text === null || text === '' ? null : (
    <details open={open} className="mt-1 w-full min-w-0 text-small">
      <summary className="w-fit rounded-sm text-muted hover:text-text">Details</summary>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="mono mt-1 max-h-60 overflow-auto rounded-md bg-sunk p-2 wrap-anywhere whitespace-pre-wrap"
      >
        {text}
      </pre>
    </details>
  )
