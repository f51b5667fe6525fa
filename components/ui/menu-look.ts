/** Looks shared by the menus that drop down and those that come up under the pointer. */
export const menuLook = {
  panel:
    'z-50 min-w-44 max-w-80 max-h-[min(28rem,var(--radix-popper-available-height))] overflow-y-auto rounded-lg bg-raised p-1 shadow-float animate-appear focus:outline-none',
  row: 'grid grid-cols-[1rem_1fr_auto] items-center gap-x-2 rounded-sm px-2 py-1 text-body select-none cursor-default outline-none data-highlighted:bg-hover aria-disabled:text-muted',
  danger: 'text-bad data-highlighted:bg-bad-soft',
  heading: 'px-2 pt-1.5 pb-1 text-tiny font-strong text-muted',
  line: 'mx-1 my-1 h-px bg-line',
} as const
