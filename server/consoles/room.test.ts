import { expect, test } from 'vitest'
import { Room } from './room.ts'

function setUp() {
  const room = new Room()
  const told = new Map<string, string[]>()
  const enter = (id: string, watches = false) =>
    room.enter({
      ...{ id, person: id, watches },
      told: (here) =>
        told.set(
          id,
          here.map(({ person, controls }) => (controls ? `${person}*` : person)),
        ),
    })
  return { room, enter, told }
}

test('the first who may type has the keyboard, and everybody hears who is here', () => {
  const { enter, told } = setUp()
  enter('viv', true)
  enter('ada')
  enter('bo')
  for (const id of ['viv', 'ada', 'bo']) expect(told.get(id)).toEqual(['viv', 'ada*', 'bo'])
})

test('anybody who may type takes it, and who has it hands it on', () => {
  const { room, enter, told } = setUp()
  for (const id of ['ada', 'bo', 'cy']) enter(id)
  room.hand('bo', 'bo')
  expect(told.get('ada')).toEqual(['ada', 'bo*', 'cy'])
  room.hand('bo', 'cy')
  expect([room.mayType('bo'), room.mayType('cy')]).toEqual([false, true])
})

test('nobody gives away what another has, and a watcher never gets it', () => {
  const { room, enter } = setUp()
  enter('ada')
  enter('bo')
  enter('viv', true)
  room.hand('bo', 'viv')
  room.hand('viv', 'viv')
  room.hand('ada', 'viv')
  room.hand('viv', 'bo')
  expect(room.mayType('ada')).toBe(true)
})

test('when who has it leaves, it goes to who is here longest and may type', () => {
  const { room, enter } = setUp()
  enter('ada')
  enter('viv', true)
  enter('bo')
  room.leave('ada')
  expect(room.mayType('bo')).toBe(true)
  room.leave('bo')
  room.leave('viv')
  expect(room.isEmpty).toBe(true)
})

test('who may only watch from now on loses it at once', () => {
  const { room, enter } = setUp()
  enter('ada')
  enter('bo')
  room.restrict('ada')
  expect([room.mayType('ada'), room.mayType('bo')]).toEqual([false, true])
  room.hand('ada', 'ada')
  expect(room.mayType('ada')).toBe(false)
})
