import { expect, test } from 'vitest'
import { Failure } from '../../../lib/failure.ts'
import { turn } from '../../../lib/fake-clock.ts'
import { refused } from './golden/refused.ts'
import { domain, driverOf, follow, rowOf, worldOf } from './test-world.ts'

const uuid = '<uuid>6695eb01-f6a4-8304-79aa-97f2502e1901</uuid>'
const vnc = (attributes = '') => `<devices><graphics type='vnc'${attributes}/></devices>`

test.each(refused)('%s is refused as libvirt does', async (xml, detail) => {
  const { changes } = driverOf(worldOf('').world)
  await expect(changes.define?.({ xml })).rejects.toMatchObject({ code: 'host.refused', detail })
  await expect(changes.create?.({ xml, paused: false })).rejects.toMatchObject({ detail })
})

test('text that is no XML is refused with its line', async () => {
  const { changes } = driverOf(worldOf('').world)
  await expect(changes.define?.({ xml: '<domain>\n<name>' })).rejects.toMatchObject({
    code: 'host.refused',
    detail: expect.stringMatching(/^\(domain_definition\):2: /),
  })
})

test('every opening of the world is told at once of what came to be', async () => {
  const { world } = worldOf('')
  const [mine, yours] = [driverOf(world), driverOf(world)]
  const { told, stop, over } = follow(yours)
  await turn()
  const made = await mine.changes.define?.({ xml: domain('a', uuid) })
  expect(made).toBe('6695eb01-f6a4-8304-79aa-97f2502e1901')
  await turn()
  await mine.changes.define?.({ xml: domain('a', `${uuid}<vcpu>3</vcpu>`) })
  await turn()
  await mine.changes.undefine?.(String(made), {})
  await turn()
  stop()
  await over
  expect(told.slice(1)).toMatchObject([
    { type: 'changed', domain: { name: 'a', state: 'shutoff', vcpus: 1, persistent: true } },
    { type: 'happened', event: { name: 'a', event: 'defined', detail: 'added' } },
    { type: 'changed', domain: { name: 'a', state: 'shutoff', vcpus: 3 } },
    { type: 'happened', event: { name: 'a', event: 'defined', detail: 'updated' } },
    { type: 'removed', uuid: made },
    { type: 'happened', event: { name: 'a', event: 'undefined', detail: 'removed' } },
  ])
})

test('what a definition leaves out is made up, and never twice the same', async () => {
  const { world } = worldOf('')
  const { changes } = driverOf(world)
  const one = await changes.define?.({ xml: domain('a') })
  await changes.rename?.(String(one), { name: 'b' })
  const other = await changes.define?.({ xml: domain('a') })
  expect(other).not.toBe(one)
  expect(world.rows().map(({ name }) => name)).toEqual(['b', 'a'])
})

test('a password outlives a definition that leaves it out, and is never told', async () => {
  const { world } = worldOf(domain('a', uuid + vnc(` passwd='secret'`)))
  const { changes, domains } = driverOf(world)
  const a = rowOf(world, 'a').uuid
  const shown = await domains.xml(a, true)
  expect(shown).not.toContain('secret')
  await changes.define?.({ xml: shown.replace('<vcpu', '<title>new</title><vcpu') })
  await domains.destroy(a)
  const { definition } = world.domain(a)
  expect(definition.details.title).toBe('new')
  expect(definition.typed).toContain(`passwd='secret'`)
  expect(await domains.xml(a, false)).not.toContain('secret')
})

test('what is run by a definition of its own goes back to the one that is kept', async () => {
  const { world } = worldOf(domain('a', `${uuid}<test:runstate>5</test:runstate><vcpu>1</vcpu>`))
  const { changes, domains } = driverOf(world)
  const made = await changes.create?.({ xml: domain('a', `${uuid}<vcpu>2</vcpu>`), paused: false })
  expect(rowOf(world, 'a')).toMatchObject({ uuid: made, state: 'running', id: 1, vcpus: 2 })
  expect(await domains.xml(String(made), true)).toContain(`<vcpu placement='static'>1</vcpu>`)
  await domains.destroy(String(made))
  expect(rowOf(world, 'a')).toMatchObject({ state: 'shutoff', id: null, vcpus: 1 })
})

test('a new machine may be told to have a load, which another definition leaves alone', async () => {
  const { world } = worldOf('')
  const { changes } = driverOf(world)
  const load = `<o:load xmlns:o='urn:oirase:world:1' of='cpu' base='50'/>`
  await changes.define?.({ xml: domain('a', uuid + load) })
  await changes.define?.({ xml: domain('a', uuid) })
  expect(world.find({ name: 'a' })?.meter).not.toBeNull()
})

test('a world takes so many machines only', async () => {
  const { world } = worldOf(domain('a'), { domains: 2, characters: 10_000 })
  const { changes, domains } = driverOf(world)
  await changes.create?.({ xml: domain('b'), paused: false })
  await expect(changes.define?.({ xml: domain('c') })).rejects.toMatchObject({
    code: 'host.refused',
    detail: 'a test host takes 2 machines at most',
  })
  await domains.destroy(rowOf(world, 'b').uuid)
  await expect(changes.define?.({ xml: domain('c') })).resolves.toBeDefined()
})

test('a world takes definitions of so many characters only, all of them together', async () => {
  const { world } = worldOf('', { domains: 9, characters: 2000 })
  const { changes } = driverOf(world)
  const long = (name: string) =>
    domain(name, `${uuid}<description>${'x'.repeat(700)}</description>`)
  const made = await changes.define?.({ xml: long('a') })
  await changes.define?.({ xml: long('a') })
  await changes.define?.({ xml: domain('b') })
  await changes.define?.({ xml: long('c').replace(uuid, '') })
  await expect(changes.define?.({ xml: long('a') })).rejects.toMatchObject({
    code: 'host.refused',
    detail: 'a test host takes no more definitions than it has',
  })
  await changes.undefine?.(String(made), {})
  await expect(changes.define?.({ xml: long('a') })).resolves.toBe(made)
})

test('a definition of endless elements is refused', async () => {
  const { changes } = driverOf(worldOf('').world)
  const xml = domain('a', `<devices>${'<rng/>'.repeat(20_000)}</devices>`)
  await expect(changes.define?.({ xml })).rejects.toBeInstanceOf(Failure)
})

test('to read-only openings all of it is forbidden', async () => {
  const { world } = worldOf('')
  const { changes } = driverOf(world, true)
  for (const asked of [
    () => changes.define?.({ xml: domain('a') }),
    () => changes.create?.({ xml: domain('a'), paused: false }),
    () => changes.restore?.({ path: '/a' }),
  ]) {
    await expect(asked()).rejects.toMatchObject({
      code: 'host.read-only',
      detail: expect.stringMatching(/^operation forbidden: read only access prevents virDomain/),
    })
  }
  expect(world.rows()).toEqual([])
})
