import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attribute, make, makeText, text, type XmlNode } from './element.ts'
import { readXml } from './read.ts'
import { writeNode } from './write.ts'

test('a new element is written as libvirt writes: single quotes, five names', () => {
  const made = make('title', { lang: "a'b", none: null, n: 4 }, ['<R&D> "x"', make('br')])
  expect(writeNode(made)).toBe(
    "<title lang='a&apos;b' n='4'>&lt;R&amp;D&gt; &quot;x&quot;<br/></title>",
  )
})

test('whatever XML can carry comes back as it was', () => {
  const xmlText = fc
    .string({ unit: 'binary' })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 §2.2 leaves out
    .filter((value) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/u.test(value))
  fc.assert(
    fc.property(xmlText, xmlText, fc.boolean(), (value, inside, cdata) => {
      const node: XmlNode = { ...makeText(inside), cdata }
      // A carriage return inside CDATA cannot be spelled so that it survives reading (XML 1.0 §2.11).
      const expected = cdata ? inside.replace(/\r\n?/g, '\n') : inside
      const { root } = readXml(writeNode(make('a', { value }, [node])))
      expect(attribute(root, 'value')).toBe(value)
      expect(text(root)).toBe(expected)
    }),
  )
})

test('what XML cannot carry is refused rather than written', () => {
  expect(() => writeNode(make('a', { x: '\u0000' }))).toThrow(RangeError)
  expect(() => writeNode(make('a', {}, ['\ud800']))).toThrow(RangeError)
  expect(() => writeNode({ kind: 'comment', value: 'a--b' })).toThrow(RangeError)
  expect(() => writeNode({ kind: 'instruction', target: 't', body: 'a?>b' })).toThrow(RangeError)
})
