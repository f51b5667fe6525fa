import type { CredentialsQuestion, HostKeyQuestion } from '../libvirt/question.ts'

/** What a dialog says that asks for credentials. The subject (a login, a key's path, a host) may be anything. */
interface CredentialsWords {
  title: string
  /** What whoever answers lets happen. */
  says: string
  /** What a browser may make of the field: a code that is sent to a phone, or nothing. */
  autoComplete: 'off' | 'one-time-code'
}

const words: Record<CredentialsQuestion['what'], (subject: string) => CredentialsWords> = {
  'ssh-password': (subject) => ({
    title: `Password for ${subject}`,
    says: 'It goes to that host only, encrypted, to log in by SSH.',
    autoComplete: 'off',
  }),
  'ssh-questions': (subject) => ({
    title: `${subject} asks`,
    says: 'The host wants this answered before it lets anybody log in by SSH.',
    autoComplete: 'one-time-code',
  }),
  'key-passphrase': (subject) => ({
    title: `Passphrase of ${subject}`,
    says: 'It opens the key on this server; it goes nowhere else.',
    autoComplete: 'off',
  }),
  sasl: (subject) => ({
    title: `Sign in to libvirt on ${subject}`,
    says: 'The daemon has its own names and passwords, apart from those of the host.',
    autoComplete: 'off',
  }),
}

export const credentialsWords = ({
  what,
  subject,
}: Pick<CredentialsQuestion, 'what' | 'subject'>): CredentialsWords => words[what](subject)

/** A label of the far side as a field's: without the colon it ends in at a terminal, and never empty. */
export const fieldLabel = (label: string): string =>
  label.trim().replace(/\s*:$/, '').slice(0, 200) || 'Answer'

const keyFiles: Readonly<Record<string, string>> = {
  'ssh-ed25519': 'ed25519',
  'ssh-rsa': 'rsa',
  'rsa-sha2-256': 'rsa',
  'rsa-sha2-512': 'rsa',
  'ssh-dss': 'dsa',
  'ecdsa-sha2-nistp256': 'ecdsa',
  'ecdsa-sha2-nistp384': 'ecdsa',
  'ecdsa-sha2-nistp521': 'ecdsa',
}

/** What prints the fingerprint and the picture of the same key on the host itself. */
export function compareCommand({ keyType }: Pick<HostKeyQuestion, 'keyType'>): string {
  const kind = Object.hasOwn(keyFiles, keyType) ? keyFiles[keyType] : undefined
  return kind === undefined
    ? 'for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lvf "$key"; done'
    : `ssh-keygen -lvf /etc/ssh/ssh_host_${kind}_key.pub`
}
