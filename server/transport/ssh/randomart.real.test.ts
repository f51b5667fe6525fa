import { readFileSync } from 'node:fs'
import { afterAll, expect, inject, test } from 'vitest'
import { fingerprintOf, keyBits, keyKind } from './host-keys-shape.ts'
import { makeHome, run } from './open-ssh-fixture.ts'
import { randomart } from './randomart.ts'

const home = makeHome()
afterAll(() => home.remove())

test
  .skipIf(inject('labSkipped') !== null)
  .each([
    ['ed25519'],
    ['rsa', '-b', '2048'],
    ['rsa', '-b', '3071'],
    ['ecdsa', '-b', '256'],
    ['ecdsa', '-b', '521'],
  ])('kind, bits, fingerprint and picture of %s %s %s are those of ssh-keygen', (kind, ...bits) => {
  const file = home.key(`${kind}${bits.join('')}`, '-t', kind!, ...bits)
  const blob = Buffer.from(readFileSync(`${file}.pub`, 'utf8').split(' ')[1]!, 'base64')
  const [line, ...picture] = run('ssh-keygen', '-lvf', `${file}.pub`).trimEnd().split('\n')
  expect(line).toMatch(new RegExp(`^${keyBits(blob)} `))
  expect(line?.split(' ')[1]).toBe(fingerprintOf(blob))
  expect(line).toContain(`(${keyKind(blob)})`)
  expect(randomart(blob)).toBe(picture.join('\n'))
})
