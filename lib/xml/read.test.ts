import { expect, test } from 'vitest'
import { at, attribute, child, children, childText, text } from './element.ts'
import { readXml, readXmlParts, XmlError } from './read.ts'
import { writeXml } from './write.ts'

const typed = `<?xml version="1.0" encoding='UTF-8'?>
<!-- before --> <?tool does  this?>
<domain  type = "test"
   id='1' xmlns:x="http://x.example/1"><!-- in -->
  <name>a&amp;b &#x20AC; é</name>	<empty/><empty ></empty >
  <description><![CDATA[<b>]]> and "more" &quot;</description>
  <x:note x:deep='&#10;"'>κ</x:note><?pi?>
</domain>
<!-- after -->
`

function refusal(source: string, limits = {}): XmlError {
  try {
    readXml(source, limits)
  } catch (error) {
    if (error instanceof XmlError) return error
    throw error
  }
  throw new Error(`accepted: ${source}`)
}

test('a document that is not edited is written exactly as it was typed', () => {
  expect(writeXml(readXml(typed))).toBe(typed)
  expect(writeXml(readXml(typed.replaceAll('\n', '\r\n')))).toBe(typed.replaceAll('\n', '\r\n'))
  expect(writeXml(readXml('<a>\r&#13;\r\n</a>'))).toBe('<a>\r&#13;\r\n</a>')
  expect(writeXml(readXml('<a/>'))).toBe('<a/>')
  expect(writeXml(readXml('\n <a> <b\n/></a> '))).toBe('\n <a> <b\n/></a> ')
})

test('values are read with references resolved and CDATA as text', () => {
  const { root } = readXml(typed)
  expect(attribute(root, 'type')).toBe('test')
  expect(childText(root, 'name')).toBe('a&b € é')
  expect(childText(root, 'empty')).toBeNull()
  expect(children(root, 'empty')).toHaveLength(2)
  expect(children(root)).toHaveLength(5)
  expect(childText(root, 'description')).toBe('<b> and "more" "')
  expect(root.attributes.map((one) => one.name)).toEqual(['type', 'id', 'xmlns:x'])
})

test('an element of another namespace is not mistaken for libvirt’s own', () => {
  const { root } = readXml(typed)
  expect(child(root, 'note')).toBeNull()
  const note = child(root, 'note', 'http://x.example/1')
  expect(note && text(note)).toBe('κ')
  expect(note?.attributes[0]).toMatchObject({
    name: 'x:deep',
    local: 'deep',
    uri: 'http://x.example/1',
    value: '\n"',
  })
})

test('a path of names leads to an element or to null', () => {
  const { root } = readXml('<domain><os><type>hvm</type></os></domain>')
  const type = at(root, 'os', 'type')
  expect(type && text(type)).toBe('hvm')
  expect(at(root, 'os', 'loader', 'x')).toBeNull()
})

test.each([
  ['nothing at all', '', 'document must contain a root element'],
  ['an unclosed element', '<a><b></a>', '</b> is expected here'],
  ['a second root', '<a/><b/>', 'documents may contain only one root'],
  ['a repeated attribute', '<a x="1" x="2"/>', 'duplicate attribute: x'],
  ['an undeclared prefix', '<a><q:b/></a>', 'unbound namespace prefix: "q"'],
  ['an undeclared prefix of an attribute', '<a q:b="1"/>', 'unbound namespace prefix: "q"'],
  [
    'a document type',
    '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
    'a document type is not accepted',
  ],
  ['an undefined entity', '<a>&nbsp;</a>', 'undefined entity'],
  ['a control character', '<a>\u0001</a>', 'disallowed character'],
  ['a reference to a control character', '<a>&#1;</a>', 'malformed character entity'],
  [
    'a control character by way of XML 1.1',
    '<?xml version="1.1"?><a>&#1;</a>',
    'malformed character entity',
  ],
  ['half a surrogate pair', '<a>\ud83d!</a>', 'half a surrogate pair'],
  ['text after the root', '<a/>x', 'text data outside of root node'],
])('%s is refused', (_, source, message) => {
  expect(refusal(source).message).toBe(message)
})

test('a refusal says where', () => {
  expect(refusal('<a>\n  <b>\n</a>')).toMatchObject({ line: 3, column: 4 })
})

test('every limit is kept, and what just fits is read', () => {
  expect(refusal('<a>€</a>', { bytes: 9 }).message).toBe('longer than 9 bytes')
  expect(readXml('<a>€</a>', { bytes: 10 }).root.name).toBe('a')
  expect(refusal('<a><b><c/></b></a>', { depth: 2 }).message).toBe('elements nest deeper than 2')
  expect(readXml('<a><b><c/></b></a>', { depth: 3 }).root.name).toBe('a')
  expect(refusal('<a x="1"><b/>t</a>', { nodes: 3 }).message).toBe('there are too many elements')
  expect(readXml('<a x="1"><b/>t</a>', { nodes: 4 }).root.name).toBe('a')
  expect(refusal('<!--1--><!--2--><a/>', { nodes: 2 }).message).toBe('there are too many elements')
})

test.each([1, 2, 3, 7, 1000])(
  'a document read %i characters at a time gives its parts as they come, spelled as typed',
  async (piece) => {
    for (const source of [typed, typed.replaceAll('\n', '\r\n'), '<a>\r<b>😀</b>\r\n<c/></a>']) {
      const whole = readXml(source).root
      const taken: unknown[] = []
      const document = await readXmlParts(source, {
        take: (child, root) => {
          expect(root.spelling?.open).toBe(whole.spelling?.open)
          taken.push(child)
        },
        pause: async () => {},
        piece,
      })
      expect(taken).toEqual(children(whole))
      expect(children(document.root)).toEqual([])
      expect(document.root.spelling).toEqual(whole.spelling)
    }
  },
)

test('what the taker throws ends the reading', async () => {
  const take = () => {
    throw new RangeError('enough')
  }
  const parts = { take, pause: async () => {} }
  await expect(readXmlParts('<a><b/></a>', parts)).rejects.toThrow(new RangeError('enough'))
  await expect(readXmlParts('<a><b x/></a>', parts)).rejects.toThrow(XmlError)
})
