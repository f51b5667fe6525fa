import { type KeyPress, keysymOf } from './keysyms.ts'

/** What is written on a keyboard's keys: without a modifier, with Shift, and with AltGr. Keys by their place. */
interface Layout {
  name: string
  plain: string
  shift: string
  /** By the character that the key gives alone. */
  altGr: Readonly<Record<string, string>>
  /** Keys that only mark the next letter: they are followed by it, or by a space for the mark alone. */
  dead: string
}

/** Places of a keyboard of 105 keys, as KeyboardEvent.code names them, row by row. */
const places = [
  ...['Backquote', ...[...'1234567890'].map((digit) => `Digit${digit}`), 'Minus', 'Equal'],
  ...[...'QWERTYUIOP'].map((letter) => `Key${letter}`),
  ...['BracketLeft', 'BracketRight'],
  ...[...'ASDFGHJKL'].map((letter) => `Key${letter}`),
  ...['Semicolon', 'Quote', 'Backslash', 'IntlBackslash'],
  ...[...'ZXCVBNM'].map((letter) => `Key${letter}`),
  ...['Comma', 'Period', 'Slash'],
]

/** Nothing is written there that another key does not have. */
const none = '\0'

/** Layouts as xkeyboard-config has them (symbols/us, gb, de, fr, es, se). */
const layouts = {
  us: {
    name: 'English (US)',
    plain: `\`1234567890-=qwertyuiop[]asdfghjkl;'\\${none}zxcvbnm,./`,
    shift: `~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|${none}ZXCVBNM<>?`,
    altGr: {},
    dead: '',
  },
  gb: {
    name: 'English (UK)',
    plain: `\`1234567890-=qwertyuiop[]asdfghjkl;'#\\zxcvbnm,./`,
    shift: `¬!"£$%^&*()_+QWERTYUIOP{}ASDFGHJKL:@~|ZXCVBNM<>?`,
    altGr: { 4: '€' },
    dead: '',
  },
  de: {
    name: 'German',
    plain: `^1234567890ß´qwertzuiopü+asdfghjklöä#<yxcvbnm,.-`,
    shift: `°!"§$%&/()=?\`QWERTZUIOPÜ*ASDFGHJKLÖÄ'>YXCVBNM;:_`,
    altGr: {
      ...{ 2: '²', 3: '³', 7: '{', 8: '[', 9: ']', 0: '}' },
      ...{ ß: '\\', q: '@', e: '€', '+': '~', '<': '|', m: 'µ' },
    },
    dead: '^´`',
  },
  fr: {
    name: 'French',
    plain: `²&é"'(-è_çà)=azertyuiop^$qsdfghjklmù*<wxcvbn,;:!`,
    shift: `~1234567890°+AZERTYUIOP¨£QSDFGHJKLM%µ>WXCVBN?./§`,
    altGr: {
      ...{ é: '~', '"': '#', "'": '{', '(': '[', '-': '|', è: '`', _: '\\' },
      ...{ ç: '^', à: '@', ')': ']', '=': '}', e: '€', $: '¤' },
    },
    dead: '¨',
  },
  es: {
    name: 'Spanish',
    plain: `º1234567890'¡qwertyuiop\`+asdfghjklñ´ç<zxcvbnm,.-`,
    shift: `ª!"·$%&/()=?¿QWERTYUIOP^*ASDFGHJKLÑ¨Ç>ZXCVBNM;:_`,
    altGr: {
      ...{ º: '\\', 1: '|', 2: '@', 3: '#', 4: '~', 6: '¬', e: '€' },
      ...{ '`': '[', '+': ']', '´': '{', ç: '}' },
    },
    dead: '`^´¨',
  },
  se: {
    name: 'Swedish',
    plain: `§1234567890+´qwertyuiopå¨asdfghjklöä'<zxcvbnm,.-`,
    shift: `½!"#¤%&/()=?\`QWERTYUIOPÅ^ASDFGHJKLÖÄ*>ZXCVBNM;:_`,
    altGr: {
      ...{ 2: '@', 3: '£', 4: '$', 7: '{', 8: '[', 9: ']', 0: '}' },
      ...{ '+': '\\', e: '€', '¨': '~', '<': '|', m: 'µ' },
    },
    dead: '´`¨^~',
  },
} satisfies Record<string, Layout>

export type Keyboard = keyof typeof layouts
export const keyboards = Object.keys(layouts) as Keyboard[]
export const keyboardName = (keyboard: Keyboard): string => layouts[keyboard].name

/** One key, after those that are held meanwhile. */
export type Stroke = readonly KeyPress[]

const shiftKey: KeyPress = { keysym: 0xffe1, code: 'ShiftLeft' }
const altGrKey: KeyPress = { keysym: 0xfe03, code: 'AltRight' }
const space: Stroke = [{ keysym: 0x20, code: 'Space' }]

/** What a dead key does to the letter after it (Unicode's combining characters), and its keysym. */
const marks: Readonly<Record<string, { combining: string; keysym: number }>> = {
  '`': { combining: '\u0300', keysym: 0xfe50 },
  '´': { combining: '\u0301', keysym: 0xfe51 },
  '^': { combining: '\u0302', keysym: 0xfe52 },
  '~': { combining: '\u0303', keysym: 0xfe53 },
  '¨': { combining: '\u0308', keysym: 0xfe57 },
}

/** The characters that one key gives. */
function keysOf({ plain, shift, altGr }: Layout): Map<string, Stroke> {
  const keys = new Map<string, Stroke>()
  const add = (held: readonly KeyPress[], written: (at: number) => string | undefined) => {
    for (const [at, code] of places.entries()) {
      const character = written(at)
      if (character === undefined || character === none || keys.has(character)) continue
      keys.set(character, [...held, { keysym: keysymOf(character), code }])
    }
  }
  add([], (at) => plain[at])
  add([shiftKey], (at) => shift[at])
  add([altGrKey], (at) => altGr[plain[at] ?? ''])
  return keys
}

function strokesOn(layout: Layout): Map<string, readonly Stroke[]> {
  const keys = keysOf(layout)
  const all = new Map<string, readonly Stroke[]>([
    ['\n', [[{ keysym: keysymOf('\n'), code: 'Enter' }]]],
    ['\t', [[{ keysym: keysymOf('\t'), code: 'Tab' }]]],
    [' ', [space]],
  ])
  for (const [character, stroke] of keys) all.set(character, [stroke])
  for (const dead of layout.dead) {
    const [mark, key] = [marks[dead], keys.get(dead)]
    if (mark === undefined || key === undefined) continue
    const marked = key.map((press, at) =>
      at === key.length - 1 ? { ...press, keysym: mark.keysym } : press,
    )
    all.set(dead, [marked, space])
    for (const [letter, stroke] of keys) {
      const whole = (letter + mark.combining).normalize('NFC')
      if (/^\p{L}$/u.test(whole) && !all.has(whole)) all.set(whole, [marked, stroke])
    }
  }
  return all
}

const known = new Map<Keyboard, ReturnType<typeof strokesOn>>()
function strokesOf(keyboard: Keyboard): ReturnType<typeof strokesOn> {
  const all = known.get(keyboard) ?? strokesOn(layouts[keyboard])
  known.set(keyboard, all)
  return all
}

/** More typed at once is a file in the wrong place. */
export const mostTyped = 4_000

const written = (text: string): string[] => [
  ...text
    .replaceAll(/\r\n?/g, '\n')
    .normalize('NFC')
    .replaceAll(/[^\P{Cc}\n\t]/gu, ''),
]

/** The characters of a text that a keyboard lacks, each once. */
export function lackingOn(keyboard: Keyboard, text: string): string[] {
  const all = strokesOf(keyboard)
  return [...new Set(written(text))].filter((character) => !all.has(character))
}

/**
 * The keys that type a text on a guest that believes to have this keyboard, up to `mostTyped` characters. Control
 * characters, and what the keyboard lacks, are left out.
 */
export function strokesFor(keyboard: Keyboard, text: string): Stroke[] {
  const all = strokesOf(keyboard)
  return written(text)
    .slice(0, mostTyped)
    .flatMap((character) => all.get(character) ?? [])
}
