import { expect, test } from 'vitest'
import { compareCommand, credentialsWords, fieldLabel } from './question-words.ts'

test('each kind of question names whom or what it is for', () => {
  for (const what of ['ssh-password', 'ssh-questions', 'key-passphrase', 'sasl'] as const) {
    expect(credentialsWords({ what, subject: 'mika@mill' }).title).toContain('mika@mill')
  }
})

test('a browser is told of codes only where the host asks its own questions', () => {
  const of = (what: 'ssh-questions' | 'ssh-password') =>
    credentialsWords({ what, subject: 'x' }).autoComplete
  expect(of('ssh-questions')).toBe('one-time-code')
  expect(of('ssh-password')).toBe('off')
})

test('a label loses its colon, is never empty and never long', () => {
  expect(fieldLabel('Password: ')).toBe('Password')
  expect(fieldLabel(' : ')).toBe('Answer')
  expect(fieldLabel('')).toBe('Answer')
  expect(fieldLabel('x'.repeat(5000))).toHaveLength(200)
})

test('the command to compare with names the key’s own file, and never anything of the host’s', () => {
  expect(compareCommand({ keyType: 'ssh-ed25519' })).toMatch(/ssh_host_ed25519_key\.pub$/)
  expect(compareCommand({ keyType: 'ecdsa-sha2-nistp256' })).toMatch(/ssh_host_ecdsa_key\.pub$/)
  expect(compareCommand({ keyType: '$(id)' })).not.toContain('$(id)')
  expect(compareCommand({ keyType: 'constructor' })).toContain('ssh_host_*_key.pub')
})
