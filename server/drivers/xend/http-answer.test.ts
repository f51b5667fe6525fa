import { expect, test } from 'vitest'
import { AnswerReader, type XendAnswer } from './http-answer.ts'

/** As xend 3.1.0 answered, with its own order of headers and capital letters. */
const recorded =
  'HTTP/1.1 200 OK\r\nContent-length: 10\r\nExpires: -1\r\nContent-type: application/sxp\r\n' +
  'Pragma: no-cache\r\nCache-control: no-cache\r\n\r\n(Domain-0)'

function feed(...pieces: string[]): XendAnswer | null {
  const reader = new AnswerReader(1000)
  for (const piece of pieces) {
    const answer = reader.feed(Buffer.from(piece, 'latin1'))
    if (answer !== null) return answer
  }
  return reader.end()
}

const asText = (answer: XendAnswer | null) =>
  answer && { ...answer, body: String(Buffer.from(answer.body)) }

const whole = { status: 200, type: 'application/sxp', location: null, body: '(Domain-0)' }

test('an answer cut anywhere is the same answer', () => {
  for (let cut = 0; cut <= recorded.length; cut += 1) {
    expect(asText(feed(recorded.slice(0, cut), recorded.slice(cut)))).toEqual(whole)
  }
  expect(asText(feed(...recorded))).toEqual(whole)
})

test('an answer that ends early is none', () => {
  for (let cut = 0; cut < recorded.length; cut += 1) {
    expect(feed(recorded.slice(0, cut))).toBeNull()
  }
})

test('names of headers have any case, lines end either way, and a status needs no words', () => {
  expect(
    asText(feed('HTTP/1.0 202\nCONTENT-LENGTH:2\nlocation: http://h/xend/domain/g\n\nab')),
  ).toEqual({ status: 202, type: '', location: 'http://h/xend/domain/g', body: 'ab' })
})

test('an empty body is complete with its head', () => {
  expect(asText(feed('HTTP/1.1 202 Accepted\r\nContent-length: 0\r\n\r\n'))?.body).toBe('')
})

test('a stranger is known by its first line, before it says more', () => {
  const reader = new AnswerReader(1000)
  expect(() => reader.feed(Buffer.from('220 mail.example ESMTP\r\n'))).toThrow('220 mail.example')
})
