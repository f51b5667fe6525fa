import type { Suggestion } from '@/lib/client/list/filter-suggest.ts'
import { classes } from '@/components/ui/classes.ts'

/** How the word being typed could go on, under the box that has the keyboard. */
export const SuggestionList = ({
  id,
  suggested: { all, at },
  onAccept,
}: {
  id: string
  suggested: { all: readonly Suggestion[]; at: number | null }
  onAccept: (suggestion: Suggestion) => void
}) => (
  <div
    id={`${id}-list`}
    role="listbox"
    aria-label="Suggestions"
    hidden={all.length === 0}
    className="absolute top-full left-0 z-20 mt-1 w-96 max-w-full animate-appear rounded-lg bg-raised p-1 shadow-float"
  >
    {all.map((suggestion, index) => (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the box's own, as a combobox has it
      <div
        key={suggestion.text}
        id={`${id}-${index}`}
        role="option"
        tabIndex={-1}
        aria-selected={index === at}
        // the box keeps the keyboard
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => onAccept(suggestion)}
        className={classes(
          'grid cursor-default grid-cols-[8rem_1fr] items-baseline gap-2 rounded-sm px-2 py-1 hover:bg-hover',
          index === at && 'bg-hover',
        )}
      >
        <span className="mono truncate">{suggestion.text}</span>
        <span className="truncate text-small text-muted">{suggestion.about}</span>
      </div>
    ))}
  </div>
)
