import { expect, test } from 'vitest'
import { rooms } from './rooms.ts'
import { importsOf, sources } from './sources.ts'

const files = sources()
const inside = (file: string, room: string) => file === room || file.startsWith(`${room}/`)

/** The row that governs a file, and the room it is in: `components/domains` is governed by `components/*`. */
function homeOf(name: string): { row: string; room: string } | null {
  // a test is at home where what it tests is
  const file = name.replace(/(\.real)?\.test\./, '.')
  const named = Object.keys(rooms).filter((row) => !row.endsWith('/*') && inside(file, row))
  const row = named.sort((a, b) => b.length - a.length)[0]
  const [top, second, ...deeper] = file.split('/')
  if (row === 'lib' && deeper.length > 0) return null
  if (row !== undefined) return { row, room: row }
  if (top === 'components' && deeper.length > 0) {
    return { row: 'components/*', room: `components/${second}` }
  }
  return null
}

function mayImport(file: string, target: string): boolean {
  const home = homeOf(file)
  const there = homeOf(target)
  if (home === null || there === null) return false
  if (home.room === there.room) return true
  const allowed = rooms[home.row] ?? []
  if (allowed.includes('*')) return true
  // a feature folder never imports another feature folder
  return allowed.includes(there.row) && !(home.row === 'components/*' && there.row === home.row)
}

const isSource = (file: string) => !file.endsWith('.config.ts') && file !== 'next-env.d.ts'

test('every source file is in a room', () => {
  const homeless = [...files.keys()].filter((file) => isSource(file) && homeOf(file) === null)
  expect(homeless).toEqual([])
})

test('imports go downwards only, as the table of rooms says', () => {
  const trespasses: string[] = []
  for (const [file, text] of files) {
    if (!isSource(file) || file.includes('.test.')) continue
    for (const target of importsOf(file, text)) {
      if (/\.(css|svg|json)$/.test(target)) continue
      if (!mayImport(file, target)) trespasses.push(`${file} may not import ${target}`)
    }
  }
  expect(trespasses).toEqual([])
})

test('what runs in the browser names no module of Node', () => {
  const browser = [...files].filter(
    ([file]) => /^(lib|components|app)\//.test(file) && !file.includes('.test.') && isSource(file),
  )
  const strays = browser
    .filter(([, text]) => /from '(node:|fs|path|ws|libsql)/.test(text))
    .map(([file]) => file)
  expect(strays).toEqual([])
})

test('no file is part of an import cycle, counting types', () => {
  const graph = new Map(
    [...files].map(([file, text]) => [file, importsOf(file, text).filter((to) => files.has(to))]),
  )
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (file: string, trail: string[]) => {
    const seen = trail.indexOf(file)
    if (seen >= 0) cycles.push([...trail.slice(seen), file].join(' → '))
    if (seen >= 0 || done.has(file)) return
    for (const to of graph.get(file) ?? []) visit(to, [...trail, file])
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
  expect(cycles).toEqual([])
})

test('a row of the table names only rooms that exist', () => {
  const unknown = Object.values(rooms)
    .flat()
    .filter((room) => room !== '*' && !Object.hasOwn(rooms, room))
  expect(unknown).toEqual([])
})
