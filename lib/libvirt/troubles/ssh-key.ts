import type { Dial } from '../plan-types.ts'
import { shellQuote } from '../shell-quote.ts'
import { say, type Trouble } from '../trouble.ts'

/** The key the URI names; else the one that most people have. */
const keyOf = ({ options }: Dial): string =>
  options.keyfile === undefined ? '~/.ssh/id_ed25519' : shellQuote(options.keyfile)

const fresh = say('Or make a new one that works here.', 'ssh-keygen -t ed25519')

/** What goes wrong about the keys one logs in with. */
export const sshKeyTroubles = {
  'ssh-key-missing': {
    code: 'host.refused-login',
    title: 'The private key is not there, or may not be read',
    advice: (dial) => [
      say('On this server’s machine, look for it.', `ls -l ${keyOf(dial)}`),
      fresh,
    ],
  },
  'ssh-key-open': {
    code: 'host.refused-login',
    title: 'Others may read the private key',
    advice: (dial) => [
      say('On this server’s machine, keep it to its owner.', `chmod 600 ${keyOf(dial)}`),
    ],
  },
  'ssh-key-format': {
    code: 'host.refused-login',
    title: 'The private key’s file cannot be read here',
    advice: (dial) => [
      say(
        'Write it anew in OpenSSH’s format; the key stays the same.',
        `ssh-keygen -p -f ${keyOf(dial)}`,
      ),
      say(
        'A PuTTY key (.ppk) becomes one by puttygen.',
        `puttygen ${keyOf(dial)} -O private-openssh -o ~/.ssh/id_from_putty`,
      ),
      fresh,
    ],
  },
  'ssh-key-kind': {
    code: 'host.refused-login',
    title: 'This kind of key cannot be used here',
    advice: () => [
      say(
        'Keys on a security token and certificates need the ssh program; Oirase uses ed25519, ecdsa and rsa keys.',
      ),
      fresh,
    ],
  },
  'ssh-key-passphrase': {
    code: 'host.refused-login',
    title: 'The passphrase of the key is wrong',
    advice: (dial) => [
      say(
        'On this server’s machine, see whether the key opens.',
        `ssh-keygen -y -f ${keyOf(dial)}`,
      ),
      say('Or give the key to an agent once.', `ssh-add ${keyOf(dial)}`),
    ],
  },
  'ssh-agent': {
    code: 'host.refused-login',
    title: 'The SSH agent does not answer',
    advice: () => [
      say('On this server’s machine, see whether it runs.', 'echo "$SSH_AUTH_SOCK"; ssh-add -l'),
    ],
  },
} satisfies Record<string, Trouble>
