import { expect, test } from 'vitest'
import { contract } from '../contract/http.ts'
import { verbWords } from './verb-words.ts'

const audited = Object.values(contract)
  .flatMap((verbs) => Object.values(verbs))
  .map((procedure) => procedure['~orpc'].meta.audit)
  .filter((audit) => audit !== null)

test.each(audited)('%s is said in words', (verb) => expect(verbWords(verb)).not.toBe(verb))

test('a verb from a newer server is shown rather than hidden', () => {
  expect(verbWords('volume.upload')).toBe('volume.upload')
})
