import { expect, test } from 'vitest'
import { printXml } from './print.ts'
import { readXml } from './read.ts'

const printed = (xml: string) => printXml(readXml(xml).root)

test('an element stands on a line of its own, two blanks a level, in single quotes', () => {
  expect(
    printed('<domain type="test"><name>a &amp; b</name><os><boot dev="hd"/></os></domain>'),
  ).toBe(
    `<domain type='test'>
  <name>a &amp; b</name>
  <os>
    <boot dev='hd'/>
  </os>
</domain>
`,
  )
})

test('comments and the space between elements go; some empty elements keep both tags', () => {
  expect(printed('<domain>\n\n<!-- ours --><devices/><features/></domain>')).toBe(
    `<domain>
  <devices>
  </devices>
  <features/>
</domain>
`,
  )
})

test('metadata keep what a namespace owns, in double quotes, and lose the rest', () => {
  const mine = '<my:note xmlns:my="urn:a" who="mika">as  it is</my:note>'
  expect(printed(`<domain><metadata>${mine}<ours/></metadata></domain>`)).toBe(
    `<domain>
  <metadata>
    ${mine}
  </metadata>
</domain>
`,
  )
})
