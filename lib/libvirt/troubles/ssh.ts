import type { Dial } from '../plan-types.ts'
import { shellQuote } from '../shell-quote.ts'
import { say, type Trouble, troubledBy } from '../trouble.ts'
import { sshChannelTroubles } from './ssh-channel.ts'
import { sshHostKeyTroubles } from './ssh-host-key.ts'
import { sshKeyTroubles } from './ssh-key.ts'

const portOf = ({ port }: Dial): string => (port === 0 ? '' : ` -p ${port}`)
const loginOf = ({ user, host }: Dial): string =>
  shellQuote(user === null ? (host ?? 'localhost') : `${user}@${host ?? 'localhost'}`)

const asSsh = (dial: Dial) =>
  say('See what the ssh program makes of it.', `ssh -v${portOf(dial)} ${loginOf(dial)} true`)
const log = say(
  'On the host, read what its SSH server says.',
  'sudo journalctl -u ssh -u sshd -n 50',
)
const restart = say(
  'On the host, check the SSH server’s configuration and start it again.',
  'sudo sshd -t && sudo systemctl restart ssh',
)

export const sshTroubles = {
  'ssh-config': {
    code: 'uri.refused',
    title: 'A line of the SSH configuration cannot be followed',
    advice: ({ host }) => [
      say(
        'On this server’s machine, see what the ssh program makes of the configuration.',
        `ssh -G ${shellQuote(host ?? 'localhost')}`,
      ),
    ],
  },
  'ssh-config-writable': {
    code: 'uri.refused',
    title: 'Others may write the SSH configuration',
    advice: () => [
      say('On this server’s machine, keep it to its owner.', 'chmod go-w ~/.ssh ~/.ssh/config'),
    ],
  },
  'ssh-proxy-command': {
    code: 'uri.forbidden',
    title: 'The SSH configuration wants a program to make the connection',
    advice: () => [
      say('Go through the host that the program leads to, by ProxyJump instead of ProxyCommand.'),
      say(
        'Or leave the line out for this host, by ProxyCommand none in a block of its own above it.',
      ),
    ],
  },
  'ssh-jumps': {
    code: 'uri.refused',
    title: 'The way leads through too many hosts, or in a circle',
    advice: () => [
      say('Look at the lines ProxyJump in ~/.ssh/config: one host must be reached directly.'),
    ],
  },
  'ssh-not-ssh': {
    code: 'host.not-libvirt',
    title: 'What answers is no SSH server',
    advice: (dial) => [
      say(
        'See what says hello there.',
        `ssh-keyscan${portOf(dial)} ${shellQuote(dial.host ?? 'localhost')}`,
      ),
      say('On the host, see at which port its SSH server listens.', 'sudo ss -ltnp | grep sshd'),
    ],
  },
  'ssh-hung-up': {
    code: 'host.unreachable',
    title: 'The SSH server hangs up before it says who it is',
    advice: () => [
      say(
        'Too many at once, or a ban after wrong passwords: wait a little, then look there.',
        'sudo fail2ban-client status sshd',
      ),
      log,
      restart,
    ],
  },
  'ssh-silent': {
    code: 'host.silent',
    title: 'The SSH server stops answering',
    advice: (dial) => [
      asSsh(dial),
      log,
      say('The host may be overloaded; see its load there.', 'uptime'),
    ],
  },
  'ssh-no-common': {
    code: 'host.nothing-in-common',
    title: 'The SSH server offers no algorithm that is known here',
    advice: () => [
      say(
        'On the host, see what its SSH server offers.',
        'sudo sshd -T | grep -Ei "^(kexalgorithms|ciphers|macs|hostkeyalgorithms) "',
      ),
      say(
        'Oirase knows curve25519-sha256, ecdh-sha2-nistp256 and diffie-hellman-group14-sha256; aes128-gcm and aes128-ctr; host keys ssh-ed25519, ecdsa and rsa-sha2.',
      ),
      say(
        'Make a host key of the usual kinds where there is none.',
        'sudo ssh-keygen -A && sudo systemctl restart ssh',
      ),
    ],
  },
  'ssh-protocol': {
    code: 'host.broke-protocol',
    title: 'The SSH server breaks the protocol, or ends the conversation',
    advice: (dial) => [asSsh(dial), log],
  },
  'ssh-flood': {
    code: 'host.broke-protocol',
    title: 'The SSH server says more than anybody would before a login',
    advice: (dial) => [
      say('On the host, look at the banner it shows.', 'sudo sshd -T | grep -i ^banner'),
      asSsh(dial),
    ],
  },
  'ssh-refused': {
    code: 'host.refused-login',
    title: 'The SSH server accepts none of what it was given',
    advice: (dial) => [
      say('Let your key in there.', `ssh-copy-id${portOf(dial)} ${loginOf(dial)}`),
      say(
        'On the host, see which ways to log in are allowed.',
        'sudo sshd -T | grep -Ei "^(permitrootlogin|passwordauthentication|pubkeyauthentication|allowusers|authenticationmethods)"',
      ),
      log,
      say(
        'On the host, the key’s file and folders must be the user’s own.',
        'chmod go-w ~ ~/.ssh ~/.ssh/authorized_keys',
      ),
    ],
  },
  'ssh-too-many-tries': {
    code: 'host.refused-login',
    title: 'The SSH server has seen too many tries',
    advice: () => [
      say(
        'The agent holds more keys than the server lets one try: name the one to use.',
        'ssh-add -l',
      ),
      say(
        'In ~/.ssh/config give the host an IdentityFile and IdentitiesOnly yes, or the URI a keyfile.',
      ),
      say('On the host, see how many it allows.', 'sudo sshd -T | grep -i ^maxauthtries'),
    ],
  },
  'ssh-password-expired': {
    code: 'host.refused-login',
    title: 'The password has expired',
    advice: (dial) => [
      say('Log in once and set a new one.', `ssh${portOf(dial)} ${loginOf(dial)}`),
      say('On the host, see when it expires.', `sudo chage -l ${shellQuote(dial.user ?? 'root')}`),
    ],
  },
  'ssh-questions': {
    code: 'host.refused-login',
    title: 'The SSH server asks without end',
    advice: (dial) => [asSsh(dial), log],
  },
  'ssh-lost': {
    code: 'host.lost',
    title: 'The SSH connection has ended',
    advice: (dial) => [log, asSsh(dial)],
  },
  'ssh-dead': {
    code: 'host.lost',
    title: 'Nothing is heard from the host any more',
    advice: (dial) => [
      say(
        'See whether it is up and reachable.',
        `ping -c 3 ${shellQuote(dial.host ?? 'localhost')}`,
      ),
      asSsh(dial),
    ],
  },
  ...sshHostKeyTroubles,
  ...sshKeyTroubles,
  ...sshChannelTroubles,
} satisfies Record<string, Trouble>

export const sshTrouble = troubledBy(sshTroubles)
