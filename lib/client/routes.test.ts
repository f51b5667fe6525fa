import { expect, test } from 'vitest'
import { contract } from '../contract/http.ts'
import { routes } from './routes.ts'

test('the page’s routes are exactly the contract’s', () => {
  const rows = Object.entries(contract).flatMap(([noun, verbs]) =>
    Object.entries(verbs).map(([verb, procedure]) => {
      const { method, path } = procedure['~orpc'].route
      return [`${noun}.${verb}`, `${method} ${path}`]
    }),
  )
  expect(routes).toEqual(Object.fromEntries(rows))
})
