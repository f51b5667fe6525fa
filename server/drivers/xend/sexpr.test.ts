import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasKey, listAt, listsOf, readSexpr, type Sexpr, valueAt, writeSexpr } from './sexpr.ts'

const runs = { numRuns: 400 }
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'\\\'"()!#;{}<>[] \n\t\0\x04\x7f\xff\ufeffabc07x') }),
)
const { sexpr } = fc.letrec<{ sexpr: Sexpr }>((tie) => ({
  sexpr: fc.oneof({ depthSize: 'small' }, text, fc.array(tie('sexpr'), { maxLength: 6 })),
}))

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)))
const codeOf = (source: Uint8Array | string): string => {
  try {
    return `read ${JSON.stringify(readSexpr(source))}`
  } catch (cause) {
    return (cause as { code?: string }).code ?? String(cause)
  }
}

test.each<[string, string, Sexpr]>([
  ['a list of names', '(Domain-0 guest1)', ['Domain-0', 'guest1']],
  ['two blanks and a stray empty text after it', "(ls  node domain)''", ['ls', 'node', 'domain']],
  ['no value, as xends before 4.1 print an empty one', '(bootloader )', ['bootloader']],
  ['no value at all', '(bootloader)', ['bootloader']],
  ['an empty value, which is not the same', "(bootloader '')", ['bootloader', '']],
  ['lists in lists', '(cpus ((1 3) ()))', ['cpus', [['1', '3'], []]]],
  ['both quotes', `('it''s' "it's")`, ['it', 's', "it's"]],
  ['either quote escaped', String.raw`('\'\"' "\'\"")`, [`'"`, `'"`]],
  ['a quote inside a word', `(don't say"no")`, ["don't", 'say"no"']],
  ['bytes that are UTF-8 together', String.raw`'\xc3\xa4 \xC3\xA4 \303\244'`, 'ä ä ä'],
  [
    'other escapes of Python',
    String.raw`'\a\b\t\n\v\f\r\\\0\18\7'`,
    '\x07\b\t\n\v\f\r\\\0\x018\x07',
  ],
  ['an escape that is none', String.raw`'\q\xg1\x1'`, String.raw`\q\xg1\x1`],
  ['brackets in quotes', "(a '(b)')", ['a', '(b)']],
  [
    'what separates words for xend only',
    '(mode w! a#b {c}<d>[e];)',
    ['mode', 'w!', 'a#b', '{c}<d>[e];'],
  ],
  ['any blank', ' \t\n\v\f\r(a\vb)', ['a', 'b']],
  ['a lone word', "True''", "True''"],
  ['numbers, as text', '(cpu_time 1e+22 -1 0x1b)', ['cpu_time', '1e+22', '-1', '0x1b']],
])('%s is read', (_, source, value) => expect(readSexpr(source)).toEqual(value))

test.each([
  ['nothing', ''],
  ['blanks only', ' \n'],
  ['a list without an end', '(domain (name a)'],
  ['an end without a list', ')'],
  ['a quote without its end', "(name 'a)"],
  ['a quote whose end is escaped', String.raw`'a\'`],
  ['a backslash at the very end', `'a${'\\'}`],
  ['lists 65 deep', '('.repeat(65) + ')'.repeat(65)],
  ['more than 4 MiB', 'a'.repeat(4 * 1024 * 1024 + 1)],
])('%s is refused with its code', (_, source) => expect(codeOf(source)).toBe('host.not-xend'))

test('lists 64 deep and texts that are no UTF-8 are read', () => {
  expect(codeOf('('.repeat(64) + ')'.repeat(64))).toMatch(/^read/)
  expect(readSexpr(bytes('(a', [0xff, 0x00], ')'))).toEqual(['a\ufffd\0'])
})

test('what is written reads back', () => {
  fc.assert(
    fc.property(sexpr, (value) => {
      expect(readSexpr(writeSexpr(value))).toEqual(value)
    }),
    runs,
  )
})

test('any bytes are a value or the coded refusal', () => {
  const some = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.stringMatching(/^[()'"\\ xa0\n]{0,300}$/).map((one) => bytes(one)),
  )
  fc.assert(
    fc.property(some, (source) => {
      expect(codeOf(source)).toMatch(/^read|^host\.not-xend$/)
    }),
    { numRuns: 2000 },
  )
})

/** How many bytes are looked at, one by one or in slices. */
function steps(source: string): number {
  let count = 0
  const counted = new Proxy(bytes(source), {
    get(target, key) {
      if (key === 'length') return target.length
      if (key === 'subarray') {
        return (start: number, end: number) => {
          count += end - start
          return target.subarray(start, end)
        }
      }
      count += 1
      return target[Number(key)]
    },
  })
  codeOf(counted)
  return count
}

test.each([
  ['lists', '()', '(', ')'],
  ['words', 'a ', '(', ')'],
  ['one word', 'a', '', ''],
  ['quotes', "''", '(', ')'],
  ['escapes', String.raw`\x`, "'", "'"],
  ['quotes in words', "a'", '(', ''],
  ['unclosed quotes', `"'`, '(', ''],
  ['blanks', '  ', '', ''],
  ['backslashes', '\\', "'", ''],
])('reading takes steps in proportion to the length: %s', (_, unit, before, after) => {
  const read = (times: number) => steps(before + unit.repeat(times) + after)
  expect(read(20_000)).toBeLessThan(10 * 20_000 * unit.length)
  expect(read(20_000) / read(10_000)).toBeLessThan(2.01)
})

test('what an old xend would misread is written in single quotes, raw', () => {
  const value = ['vbd', ['mode', 'w!'], ['uname', 'phy:/dev/vg/ä'], ['empty', ''], ['none'], []]
  expect(writeSexpr(value)).toBe("(vbd (mode 'w!') (uname 'phy:/dev/vg/ä') (empty '') (none) ())")
  expect(writeSexpr(String.raw`a\b'c"d`)).toBe(String.raw`'a\\b\'c"d'`)
  expect(writeSexpr('00:16:3e:00:00:01')).toBe('00:16:3e:00:00:01')
  expect(['a b', 'a#b', '@', 'a+b', 'a\nb'].map(writeSexpr)).toEqual([
    "'a b'",
    "'a#b'",
    "'@'",
    "'a+b'",
    "'a\nb'",
  ])
})

const domain = readSexpr(
  `(domain (name g) (image (hvm (kernel /k) (acpi 1))) (device (vbd (dev hda) (mode r)))
   (name other) (device (vif (mac 'aa'))) (bootloader) (args '') (cpus ((1) ())))`,
)

test('values are found by their path, the first of a name first', () => {
  expect(valueAt(domain, 'name')).toBe('g')
  expect(valueAt(domain, 'image', 'hvm', 'kernel')).toBe('/k')
  expect(valueAt(domain, 'args')).toBe('')
  expect(listAt(domain, 'cpus')).toEqual([[['1'], []]])
  expect(listsOf(domain, 'device').map((device) => listAt(device)[0]?.[0])).toEqual(['vbd', 'vif'])
})

test('a key without a value is there and has none', () => {
  expect([hasKey(domain, 'bootloader'), valueAt(domain, 'bootloader')]).toEqual([true, null])
  expect([hasKey(domain, 'loader'), valueAt(domain, 'loader')]).toEqual([false, null])
  expect(valueAt(domain, 'image')).toBeNull()
  expect(valueAt(domain, 'name', 'g', 'x')).toBeNull()
  expect([valueAt('word', 'name'), listAt('word'), listsOf('word', 'w')]).toEqual([null, [], []])
})
