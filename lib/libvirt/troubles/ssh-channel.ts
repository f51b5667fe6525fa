import { say, type Trouble } from '../trouble.ts'

const sessions = say(
  'On the host, let more channels go over one connection.',
  'echo MaxSessions 10 | sudo tee /etc/ssh/sshd_config.d/oirase.conf && sudo systemctl reload ssh',
)

/** Why a channel is not opened on a connection that stands (RFC 4254 §5.1). */
export const sshChannelTroubles = {
  'ssh-channel-prohibited': {
    code: 'host.denied',
    title: 'The SSH server allows no such channel',
    advice: () => [
      say(
        'On the host, see what is allowed.',
        'sudo sshd -T | grep -Ei "^(allowtcpforwarding|allowstreamlocalforwarding|disableforwarding|permitopen)"',
      ),
      say(
        'In authorized_keys the words restrict and no-port-forwarding forbid it, too.',
        'grep -nE "restrict|no-port-forwarding" ~/.ssh/authorized_keys',
      ),
    ],
  },
  'ssh-channel-failed': {
    code: 'host.unreachable',
    title: 'The SSH server could not open the channel',
    advice: () => [
      say(
        'The socket or port may not be there, or forwarding may be off.',
        'sudo sshd -T | grep -Ei "^(allowstreamlocalforwarding|allowtcpforwarding|maxsessions)"',
      ),
      sessions,
    ],
  },
  'ssh-channel-unknown': {
    code: 'host.no-way',
    title: 'The SSH server does not know this kind of channel',
    advice: () => [
      say(
        'Sockets need OpenSSH 6.7 or later on the host; netcat and virt-ssh-helper do not.',
        'ssh -V',
      ),
    ],
  },
  'ssh-channel-shortage': {
    code: 'host.refused',
    title: 'The SSH server has no room for another channel',
    advice: () => [sessions],
  },
} satisfies Record<string, Trouble>
