/** One key: its X11 keysym (keysymdef.h), and its place on a keyboard as KeyboardEvent.code names it. */
export interface KeyPress {
  keysym: number
  code: string
}

/** Keys that a browser keeps for itself, or that a keyboard may lack. */
export const namedKeys = {
  control: { keysym: 0xffe3, code: 'ControlLeft' },
  alt: { keysym: 0xffe9, code: 'AltLeft' },
  super: { keysym: 0xffeb, code: 'MetaLeft' },
  delete: { keysym: 0xffff, code: 'Delete' },
  backspace: { keysym: 0xff08, code: 'Backspace' },
  escape: { keysym: 0xff1b, code: 'Escape' },
  tab: { keysym: 0xff09, code: 'Tab' },
  enter: { keysym: 0xff0d, code: 'Enter' },
  left: { keysym: 0xff51, code: 'ArrowLeft' },
  up: { keysym: 0xff52, code: 'ArrowUp' },
  right: { keysym: 0xff53, code: 'ArrowRight' },
  down: { keysym: 0xff54, code: 'ArrowDown' },
  print: { keysym: 0xff61, code: 'PrintScreen' },
} as const satisfies Record<string, KeyPress>

/** F1 is 0xffbe, and the others follow it. */
const functionKey = (number: number): KeyPress => ({
  keysym: 0xffbd + number,
  code: `F${number}`,
})

/** Keys pressed one after the other and let go in the opposite order. */
export interface KeyCombination {
  label: string
  keys: readonly KeyPress[]
}

const { control, alt, super: logo } = namedKeys
const consoles = Array.from(
  { length: 12 },
  (_, at): KeyCombination => ({
    label: `Ctrl+Alt+F${at + 1}`,
    keys: [control, alt, functionKey(at + 1)],
  }),
)

/** What a browser or the system below it would take for itself, in virt-manager's order. */
export const combinations: readonly KeyCombination[] = [
  { label: 'Ctrl+Alt+Del', keys: [control, alt, namedKeys.delete] },
  { label: 'Ctrl+Alt+Backspace', keys: [control, alt, namedKeys.backspace] },
  ...consoles,
  { label: 'Alt+Tab', keys: [alt, namedKeys.tab] },
  { label: 'Alt+F4', keys: [alt, functionKey(4)] },
  { label: 'Super', keys: [logo] },
  { label: 'Print Screen', keys: [namedKeys.print] },
]

/**
 * The keysym that types a character on whatever keyboard the guest believes to have: Latin-1 is itself, all else is
 * Unicode's own range (X11 protocol, appendix A). Line ends and tabs are keys.
 */
export function keysymOf(character: string): number {
  if (character === '\n' || character === '\r') return namedKeys.enter.keysym
  if (character === '\t') return namedKeys.tab.keysym
  const code = character.codePointAt(0) ?? 0
  return code < 0x100 ? code : 0x01000000 + code
}
