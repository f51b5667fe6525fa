/** The password of every account that has one, at sshd and in sasldb. */
export const password = 'open sesame'
export const firstUid = 2001

/** One way an account can be: what sshd and the host make of it. */
export interface Account {
  /** What it shows, for whoever reads the list that `npm run lab` prints. */
  shows: string
  /** In the group that may use the system's daemon. */
  admitted: boolean
  shell?: string
  /** Lines of sshd_config that count for it alone. */
  sshd?: readonly string[]
  /** Programs on its PATH, when it is not the usual one. */
  programs?: readonly string[]
  /** Its .bashrc. */
  startup?: string
}

const passwordOnly = ['PubkeyAuthentication no', 'PasswordAuthentication yes']
const usual = ['sh', 'bash', 'which', 'grep', 'cat', 'id']
const noForwarding = ['AllowStreamLocalForwarding no', 'AllowTcpForwarding no']

/** Accounts of every host with an sshd, beside root. All log in with the lab's key unless it says otherwise. */
export const accounts = {
  keyed: { shows: 'a login with a key', admitted: true },
  'odd.user-1': { shows: 'a name with dots and dashes', admitted: true },
  stranger: { shows: 'an account outside the group libvirt; has its own session', admitted: false },
  secretive: { shows: 'a login with a password', admitted: true, sshd: passwordOnly },
  questioned: {
    shows: 'a login by keyboard-interactive',
    admitted: true,
    sshd: ['PubkeyAuthentication no', 'KbdInteractiveAuthentication yes'],
  },
  twofold: {
    shows: 'a key and then keyboard-interactive',
    admitted: true,
    sshd: [
      'KbdInteractiveAuthentication yes',
      'AuthenticationMethods publickey,keyboard-interactive',
    ],
  },
  jumper: {
    shows: 'a jump host: forwards TCP and runs nothing',
    admitted: false,
    sshd: ['PermitTTY no', 'ForceCommand /bin/false', 'AllowStreamLocalForwarding no'],
  },
  closed: { shows: 'no forwarding at all: only commands', admitted: true, sshd: noForwarding },
  forced: { shows: 'a forced command', admitted: true, sshd: ['ForceCommand echo only backups'] },
  chatty: {
    shows: 'a shell that greets whoever comes',
    admitted: true,
    startup: 'echo "Welcome to the machine, $USER!"',
  },
  single: {
    shows: 'one session a connection, no forwarding',
    admitted: true,
    sshd: ['MaxSessions 1', ...noForwarding],
  },
  helperless: { shows: 'nc, no virt-ssh-helper', admitted: true, programs: [...usual, 'nc'] },
  tunnelled: {
    shows: 'neither nc nor virt-ssh-helper: only forwarding of sockets',
    admitted: true,
    programs: usual,
  },
  cornered: {
    shows: 'neither nc nor virt-ssh-helper nor forwarding',
    admitted: true,
    programs: usual,
    sshd: noForwarding,
  },
  nologin: { shows: 'a login that is not available', admitted: true, shell: '/usr/sbin/nologin' },
} as const satisfies Record<string, Account>

export type AccountName = keyof typeof accounts | 'root'

export const accountRows: readonly (readonly [string, Account])[] = Object.entries(accounts)
