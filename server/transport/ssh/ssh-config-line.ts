/** One line of an ssh_config file that says something. */
export interface Directive {
  /** In lower case. */
  keyword: string
  args: readonly string[]
  /** Everything after the keyword as it stands, for those that take a command. */
  rest: string
  file: string
  line: number
  /** The files an Include names, in order; null for any other keyword. */
  included: readonly (readonly Directive[])[] | null
}

export const placeOf = ({ file, line }: Pick<Directive, 'file' | 'line'>): string =>
  `line ${line} of ${file}`

/** Reads one line; null when it says nothing. `args` is null when its quotes do not match (readconf.c, misc.c). */
export function readLine(
  text: string,
): { keyword: string; args: readonly string[] | null; rest: string } | null {
  const line = text.trim()
  if (line === '' || line.startsWith('#')) return null
  const [, quoted, plain, rest = ''] =
    /^(?:"([^"]*)"|([^\s="]+))(?:\s*=\s*|\s+|$)(.*)$/s.exec(line) ?? []
  const keyword = quoted ?? plain
  if (keyword === undefined) return { keyword: line, args: null, rest: '' }
  return { keyword: keyword.toLowerCase(), args: splitWords(rest), rest }
}

/** Words as argv_split of OpenSSH's misc.c makes them; a `#` in front of one begins a comment. */
function splitWords(text: string): string[] | null {
  const words: string[] = []
  let at = 0
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at++
      continue
    }
    if (text[at] === '#') break
    const word = readWord(text, at)
    if (word === null) return null
    words.push(word.text)
    at = word.end
  }
  return words
}

/** One word from `at` on; null when a quote does not end. */
function readWord(text: string, from: number): { text: string; end: number } | null {
  let [word, quote, at] = ['', '', from]
  for (; at < text.length; at++) {
    const letter = text[at]!
    const next = text[at + 1] ?? ''
    if (
      letter === '\\' &&
      (`'"\\`.includes(next) || (quote === '' && next === ' ')) &&
      next !== ''
    ) {
      word += next
      at++
    } else if (quote === '' && /[ \t]/.test(letter)) break
    else if (quote === '' && (letter === '"' || letter === "'")) quote = letter
    else if (letter === quote) quote = ''
    else word += letter
  }
  return quote === '' ? { text: word, end: at } : null
}
