import type { Dial } from '../plan-types.ts'
import { shellQuote } from '../shell-quote.ts'
import { say, type Trouble } from '../trouble.ts'

const hostOf = ({ host }: Dial): string => host ?? 'localhost'

/** As known_hosts spells it. */
const named = (dial: Dial): string =>
  shellQuote(dial.port === 0 || dial.port === 22 ? hostOf(dial) : `[${hostOf(dial)}]:${dial.port}`)

const compare = say(
  'Compare the fingerprint with the host’s own, on its console.',
  'for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf "$key"; done',
)

const forget = (dial: Dial) =>
  say(
    'Only if the host was installed anew or its keys were: forget the old one, then open it again.',
    `ssh-keygen -R ${named(dial)}`,
  )

/** What goes wrong about who answers. */
export const sshHostKeyTroubles = {
  'ssh-host-key-unknown': {
    code: 'host.untrusted',
    title: 'The host key is not known, and nobody may be asked about it',
    advice: (dial) => [
      compare,
      say(
        'Then add it on this server’s machine.',
        `ssh-keyscan${dial.port === 0 ? '' : ` -p ${dial.port}`} ${shellQuote(hostOf(dial))} >> ~/.ssh/known_hosts`,
      ),
      say('Or let it be asked: without no_tty, and with StrictHostKeyChecking ask.'),
    ],
  },
  'ssh-host-key-changed': {
    code: 'host.untrusted',
    title: 'The host shows another key than it used to',
    advice: (dial) => [
      say('Somebody may be in between, or another machine may have taken the address.'),
      compare,
      forget(dial),
    ],
  },
  'ssh-host-key-other-kind': {
    code: 'host.untrusted',
    title: 'The host shows a key of another kind than the ones that are known',
    advice: (dial) => [
      say('Somebody may be in between, or the host no longer has the kind of key it had.'),
      compare,
      forget(dial),
    ],
  },
  'ssh-host-key-revoked': {
    code: 'host.untrusted',
    title: 'The host shows a key that was revoked',
    advice: () => [
      say(
        'A revoked key may be in foreign hands: give the host new ones.',
        'sudo rm /etc/ssh/ssh_host_*_key* && sudo ssh-keygen -A && sudo systemctl restart ssh',
      ),
      compare,
    ],
  },
  'ssh-host-key-unproven': {
    code: 'host.untrusted',
    title: 'The host shows a key that it does not hold',
    advice: () => [
      say('Somebody in between shows the host’s public key without having the private one.'),
      compare,
    ],
  },
} satisfies Record<string, Trouble>
