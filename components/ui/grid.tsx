import type { ComponentProps } from 'react'

/*
 * The parts of a grid (ARIA APG, "grid") whose rows are virtual. The grid itself has the keyboard and names the row it
 * stands on by aria-activedescendant: a row that is scrolled out of the page could not keep the focus. A real <table>
 * would lose its meaning to `display: grid` and to the gap that stands for the rows out of sight.
 */

type Part = ComponentProps<'div'>

/** The grid: one stop in the tab order. */
export const Grid = (props: Part) => (
  // biome-ignore lint/a11y/useSemanticElements: see above
  <div role="grid" tabIndex={0} {...props} />
)

export const GridPart = (props: Part) => (
  // biome-ignore lint/a11y/useSemanticElements: see above
  <div role="rowgroup" {...props} />
)

export const GridRow = (props: Part) => (
  // biome-ignore lint/a11y/useFocusableInteractive: see above
  // biome-ignore lint/a11y/useSemanticElements: see above
  <div role="row" {...props} />
)

export const GridHead = (props: Part) => (
  // biome-ignore lint/a11y/useFocusableInteractive: see above
  // biome-ignore lint/a11y/useSemanticElements: see above
  <div role="columnheader" {...props} />
)

export const GridCell = (props: Part) => (
  // biome-ignore lint/a11y/useFocusableInteractive: see above
  // biome-ignore lint/a11y/useSemanticElements: see above
  <div role="gridcell" {...props} />
)
