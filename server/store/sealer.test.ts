import { randomBytes } from 'node:crypto'
import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openScratchStore, type ScratchStore } from './scratch-store.ts'
import { sealKeys } from './seal-keys.ts'
import { Sealer } from './sealer.ts'

const [old, young] = [randomBytes(32), randomBytes(32)]
const place = { id: 'r1', connection: 'one' }

describe('a sealed text', () => {
  const sealer = new Sealer([young])

  test('opens where it was sealed, and shows nothing of itself', () => {
    const sealed = sealer.seal('sesame', place)
    expect(sealer.open(sealed, place)).toBe('sesame')
    expect(Buffer.from(sealed.sealed, 'base64').toString('latin1')).not.toContain('sesame')
    expect(sealer.seal('sesame', place).sealed).not.toBe(sealed.sealed)
  })

  test('does not open under another record, another connection or another key', () => {
    const sealed = sealer.seal('sesame', place)
    expect(sealer.open(sealed, { ...place, id: 'r2' })).toBeNull()
    expect(sealer.open(sealed, { ...place, connection: 'two' })).toBeNull()
    expect(new Sealer([old]).open(sealed, place)).toBeNull()
    const { keyId } = new Sealer([old]).seal('', place)
    expect(new Sealer([young, old]).open({ ...sealed, keyId }, place)).toBeNull()
  })

  test('does not open when any byte of it is another, or missing', () => {
    const { keyId, sealed } = sealer.seal('sesame', place)
    const bytes = Buffer.from(sealed, 'base64')
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(sealer.open({ keyId, sealed: changed.toString('base64') }, place)).toBeNull()
      const cut = bytes.subarray(0, at).toString('base64')
      expect(sealer.open({ keyId, sealed: cut }, place)).toBeNull()
    }
  })
})

describe('on disk', () => {
  let scratch: ScratchStore
  beforeEach(async () => {
    scratch = await openScratchStore()
    const connection = { uri: 'x', readOnly: false, autoconnect: false, name: null, tags: [] }
    await scratch.store.connections.insert({
      ...connection,
      id: 'one',
      createdAt: 0,
      createdBy: 'ada',
    })
  })
  afterEach(() => scratch.remove())

  test('a newer key seals anew what an older one sealed, and what none opens is left and counted', async () => {
    const { secrets } = scratch.store
    for (const [id, key] of [
      ['r1', old],
      ['r2', randomBytes(32)],
      ['r3', young],
    ] as const) {
      const at = { id, connection: 'one' }
      await secrets.insert({ ...at, ...new Sealer([key]).seal(id, at), createdAt: 0 })
    }
    expect(await new Sealer([young, old]).rotate(secrets)).toBe(1)
    const onlyYoung = new Sealer([young])
    const found = await secrets.of('one')
    expect(found.map((record) => onlyYoung.open(record, record))).toEqual(['r1', null, 'r3'])
  })

  test('secrets go with their connection', async () => {
    const { secrets, connections } = scratch.store
    await secrets.insert({ ...place, ...new Sealer([young]).seal('x', place), createdAt: 0 })
    await connections.remove('one')
    expect(await secrets.of('one')).toEqual([])
  })

  test('a key is made once, and its file is the owner’s alone', async () => {
    const [made] = await sealKeys(scratch.folder, [])
    const file = path.join(scratch.folder, 'secrets.key')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await sealKeys(scratch.folder, [])).toEqual([made])
  })

  test('a key that is given comes first and makes no file, but an older file still opens', async () => {
    expect(await sealKeys(scratch.folder, [young])).toEqual([young])
    await expect(stat(path.join(scratch.folder, 'secrets.key'))).rejects.toThrow('ENOENT')
    const [made] = await sealKeys(scratch.folder, [])
    expect(await sealKeys(scratch.folder, [young, old])).toEqual([young, old, made])
  })

  test('a new first line of the file is the key from then on', async () => {
    const [made] = await sealKeys(scratch.folder, [])
    const file = path.join(scratch.folder, 'secrets.key')
    await writeFile(file, `${young.toString('base64')}\n${await readFile(file, 'utf8')}`)
    expect(await sealKeys(scratch.folder, [])).toEqual([young, made])
  })

  test('a file that others may read, or that holds something else, is refused and not quoted', async () => {
    await sealKeys(scratch.folder, [])
    const file = path.join(scratch.folder, 'secrets.key')
    await chmod(file, 0o640)
    await expect(sealKeys(scratch.folder, [])).rejects.toThrow('chmod 600')
    await chmod(file, 0o600)
    await writeFile(file, `${young.toString('base64').slice(4)}\n`)
    const why = await sealKeys(scratch.folder, []).catch((cause: Error) => cause.message)
    expect(why).toContain('line 1 is not 32 bytes')
    expect(why).not.toContain(young.toString('base64').slice(4))
  })
})
