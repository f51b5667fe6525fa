import type { CredentialsQuestion, HostKeyQuestion } from '../../lib/libvirt/question.ts'

/** What a host of tests is known by. */
export const hostKeyQuestion: HostKeyQuestion = {
  kind: 'host-key',
  host: 'attic',
  port: 22,
  keyType: 'ssh-ed25519',
  fingerprint: 'SHA256:47DEQpj8',
  randomart: '+--+\n|  |\n+--+',
}

/** A password that a host of tests asks for, or what `change` makes of it. */
export const passwordQuestion = (
  change: Partial<CredentialsQuestion> = {},
): CredentialsQuestion => ({
  kind: 'credentials',
  what: 'ssh-password',
  subject: 'root@attic',
  reason: null,
  instruction: null,
  fields: [{ label: 'Password', secret: true, value: '' }],
  ...change,
})
