/** Looks shared by all menus. The row that has the focus is the one that Enter takes. */
export const menuLook = {
  panel:
    'fixed z-50 min-w-44 max-w-80 overflow-y-auto rounded-lg bg-raised p-1 shadow-float animate-fade outline-none',
  row: 'grid w-full grid-cols-[1rem_1fr_auto] items-center gap-x-2 rounded-sm px-2 py-1 text-left text-body select-none cursor-default outline-none focus:bg-accent-soft aria-disabled:text-muted',
  danger: 'text-bad focus:bg-bad-soft',
  heading: 'px-2 pt-1.5 pb-1 text-tiny font-strong text-muted',
  line: 'mx-1 my-1 h-px border-0 bg-line',
} as const
