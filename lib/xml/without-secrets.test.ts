import { expect, test } from 'vitest'
import { keepSecrets } from './keep-secrets.ts'
import { readXml } from './read.ts'
import { withoutSecrets } from './without-secrets.ts'
import { writeNode } from './write.ts'

const source = (inside: string) => `<source protocol='https' name='a'>${inside}</source>`
const cookies = `<cookies><cookie name='k'>v</cookie></cookies>`
const domain = (passwd: string, kept: string) =>
  `<domain><metadata><x:cookies xmlns:x='urn:x'/></metadata><devices>` +
  `<graphics type='vnc' port='-1'${passwd}/><disk>${source(kept)}<target dev='vda'/>` +
  `<backingStore>${source(kept)}</backingStore></disk></devices></domain>`

const open = domain(` passwd='x'`, cookies)

test('passwords and cookies are left out, and nothing else is', () => {
  expect(writeNode(withoutSecrets(readXml(open).root))).toBe(domain('', ''))
})

test('what was left out can be put back', () => {
  expect(keepSecrets(domain('', ''), open)).toBe(open)
})
