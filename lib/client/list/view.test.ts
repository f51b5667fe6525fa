import { expect, test } from 'vitest'
import { type ListView, readView, sameView, writeView } from './view.ts'

const usual: ListView = {
  filter: '',
  sort: { column: 'name', descending: false },
  group: 'connection',
}
const read = (query: string) => readView(new URLSearchParams(query), usual)

test('the address says only what is unusual, and reads back the same', () => {
  const view: ListView = {
    filter: 'state:running "two words"',
    sort: { column: 'cpu', descending: true },
    group: 'none',
  }
  const query = writeView(view, usual, new URLSearchParams())
  expect(query).toBe('?q=state%3Arunning+%22two+words%22&sort=-cpu&group=none')
  expect(sameView(read(query), view)).toBe(true)
  expect(writeView(usual, usual, new URLSearchParams())).toBe('')
})

test('what is wrong in an address is as usual', () => {
  expect(read('sort=-constructor&group=colour')).toEqual(usual)
})

test('parameters of others stay', () => {
  expect(writeView(usual, usual, new URLSearchParams('open=connect&q=x'))).toBe('?open=connect')
})
