/** X11 keysyms (keysymdef.h) of the keys that a browser keeps for itself or that a keyboard may lack. */
const keysyms = {
  control: 0xffe3,
  alt: 0xffe9,
  super: 0xffeb,
  delete: 0xffff,
  backspace: 0xff08,
  escape: 0xff1b,
  tab: 0xff09,
  enter: 0xff0d,
  print: 0xff61,
  sysRq: 0xff15,
  shift: 0xffe1,
} as const

/** F1 is 0xffbe, and the others follow it. */
const functionKey = (number: number): number => 0xffbd + number

/** Keys pressed one after the other and let go in the opposite order. */
export interface KeyCombination {
  label: string
  keys: readonly number[]
}

const { control, alt, super: logo } = keysyms
const consoles = Array.from(
  { length: 12 },
  (_, at): KeyCombination => ({
    label: `Ctrl+Alt+F${at + 1}`,
    keys: [control, alt, functionKey(at + 1)],
  }),
)

/** What a browser or the system below it would take for itself, in virt-manager's order. */
export const combinations: readonly KeyCombination[] = [
  { label: 'Ctrl+Alt+Del', keys: [control, alt, keysyms.delete] },
  { label: 'Ctrl+Alt+Backspace', keys: [control, alt, keysyms.backspace] },
  ...consoles,
  { label: 'Alt+Tab', keys: [alt, keysyms.tab] },
  { label: 'Alt+F4', keys: [alt, functionKey(4)] },
  { label: 'Super', keys: [logo] },
  { label: 'Print Screen', keys: [keysyms.print] },
]

/**
 * The keysym that types a character on whatever keyboard the guest believes to have: Latin-1 is itself, all else is
 * Unicode's own range (X11 protocol, appendix A). Line ends and tabs are keys.
 */
export function keysymOf(character: string): number {
  if (character === '\n' || character === '\r') return keysyms.enter
  if (character === '\t') return keysyms.tab
  const code = character.codePointAt(0) ?? 0
  return code < 0x100 ? code : 0x01000000 + code
}

/** More typed at once is a file in the wrong place. */
export const mostTyped = 4_000

/** What the upper half of a key is on a US keyboard, which is the one that a display emulates unless it is told another. */
const shifted = /[~!@#$%^&*()_+{}|:"<>?]|\p{Lu}/u

/**
 * The keys to press for a text, character by character, a line end of two characters being one. Control characters are
 * left out. A display looks a keysym's key up and presses no Shift by itself.
 */
export function keysOf(text: string): number[][] {
  return [...text.replaceAll('\r\n', '\n').slice(0, mostTyped)]
    .filter((character) => /[\n\t]|[^\p{Cc}]/u.test(character))
    .map((character) => [...(shifted.test(character) ? [keysyms.shift] : []), keysymOf(character)])
}
