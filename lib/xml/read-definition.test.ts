import { expect, test } from 'vitest'
import { readDefinition } from './read-definition.ts'

const uuid = '6695eb01-f6a4-8304-79aa-97f2502e193f'

test('a definition says its name and its uuid', () => {
  expect(readDefinition(`<domain><name>web</name><uuid>${uuid}</uuid></domain>`)).toMatchObject({
    ok: true,
    name: 'web',
    uuid,
  })
  expect(readDefinition('<domain><name> web </name></domain>')).toMatchObject({
    name: 'web',
    uuid: null,
  })
})

test('a uuid is the same however it is spelled', () => {
  const spelled = uuid.replaceAll('-', '').toUpperCase()
  const xml = `<domain><name>web</name><uuid>\n${spelled} </uuid></domain>`
  expect(readDefinition(xml)).toMatchObject({ uuid })
  expect(readDefinition('<domain><name>web</name><uuid>what</uuid></domain>')).toMatchObject({
    uuid: 'what',
  })
})

test('what is not well-formed is said where it is, counted from 1', () => {
  expect(readDefinition('<domain>\n  <name>web</nam>\n</domain>')).toMatchObject({
    ok: false,
    line: 2,
    column: 18,
    why: 'It is not XML: </name> is expected here.',
  })
  expect(readDefinition('')).toMatchObject({ ok: false, why: 'The XML of a machine is needed.' })
})

test('what is no machine, or has no name, is said, too', () => {
  expect(readDefinition('<?xml version="1.0"?>\n<!-- mine -->\n<network/>')).toMatchObject({
    line: 3,
    why: 'A <domain> is needed; this is a <network>.',
  })
  expect(readDefinition('<domain><name/></domain>')).toMatchObject({ why: 'It has no <name>.' })
})

test('one that is too long is not even read', () => {
  const xml = `<domain><name>web</name>${' '.repeat(600_000)}</domain>`
  expect(readDefinition(xml)).toMatchObject({ why: 'A definition has at most 512 KiB.' })
})
