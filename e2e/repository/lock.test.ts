import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../root.ts'

interface Locked {
  optionalDependencies?: Record<string, string>
  resolved?: string
}
const json = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'))
const lock: Record<string, Locked> = json('package-lock.json').packages

/** Where Node would look for `name` from the package at `at`, nearest first. */
function* places(at: string, name: string): Generator<string> {
  for (
    let folder = at;
    ;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))
  ) {
    yield folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (folder === '') return
  }
}

test('the lock names every optional package, so that a clean install works on every platform', () => {
  const missing: string[] = []
  for (const [at, locked] of Object.entries(lock)) {
    for (const name of Object.keys(locked.optionalDependencies ?? {})) {
      if (![...places(at, name)].some((place) => Object.hasOwn(lock, place)))
        missing.push(`${at} → ${name}`)
    }
  }
  expect(missing).toEqual([])
})

test('the lock names no registry host', () => {
  expect(Object.values(lock).filter(({ resolved }) => resolved !== undefined)).toEqual([])
})

test('every dependency is pinned to one version', () => {
  const { dependencies, devDependencies } = json('package.json')
  const loose = Object.entries<string>({ ...dependencies, ...devDependencies })
  expect(loose.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
})
