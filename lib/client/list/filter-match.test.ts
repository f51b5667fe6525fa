import { describe, expect, test } from 'vitest'
import { filterFor } from './filter-match.ts'
import { parseFilter } from './filter-parse.ts'
import { connectionOf, detailsOf, domainOf } from './fixtures.ts'

const kvm = connectionOf('kvm-a01', { tags: ['web', 'Prod'] })
const world = [
  domainOf('web-1', {
    details: detailsOf({
      title: 'Café front',
      system: 'debian 13',
      addresses: ['10.20.4.11', 'fd00:20::11'],
      interfaces: [{ mac: '52:54:00:AB:cd:01', source: null, model: null, target: null }],
    }),
  }),
  domainOf('Web-10', { state: 'paused', autostart: true }),
  domainOf('db', { state: 'shutoff', id: null }),
  domainOf('db-saved', { state: 'shutoff', id: null, managedSave: true }),
  domainOf('idle', { state: 'blocked' }),
  domainOf('broken', { state: 'crashed', id: null }),
]
const names = (text: string, connection = kvm) =>
  world.filter(filterFor(parseFilter(text), connection.place)).map(({ name }) => name)
const all = world.map(({ name }) => name)

describe('a filter', () => {
  test.each([
    ['', all],
    ['web', all.slice(0, 6)],
    ['name:web', ['web-1', 'Web-10']],
    ['name:web-1', ['web-1', 'Web-10']],
    ['name:web-?', ['web-1']],
    ['name:db*', ['db', 'db-saved']],
    ['state:running', ['web-1', 'idle']],
    ['state:ru', ['web-1', 'idle']],
    ['state:off', ['db', 'db-saved']],
    ['state:shut-off -state:saved', ['db']],
    ['state:saved', ['db-saved']],
    ['-state:off,crashed', ['web-1', 'Web-10', 'idle']],
    ['state:', all],
    ['state:flying', []],
    ['cafe', ['web-1']],
    ['title:"CAFÉ front"', ['web-1']],
    ['os:debian', ['web-1']],
    ['address:10.20.*', ['web-1']],
    ['fd00:20::11', ['web-1']],
    ['52:54:00:ab', ['web-1']],
    ['autostart:yes', ['Web-10']],
    ['tag:web name:db', ['db', 'db-saved']],
    ['tag:we', []],
    ['tag:we*', all],
    ['tag:prod', all],
    ['-tag:prod', []],
    ['host:kvm*', all],
    ['host:elsewhere', []],
    ['connection:a01 paused', ['Web-10']],
    ['name:db state:off -saved', ['db']],
  ])('%s', (text, expected) => {
    expect(names(text)).toEqual(expected)
  })

  test('free text that names the connection shows all of it', () => {
    expect(names('a01')).toEqual(all)
    expect(names('-a01')).toEqual([])
  })
})
