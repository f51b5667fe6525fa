import { userInfo } from 'node:os'
import path from 'node:path'
import type { FailureCode } from '../../lib/failure.ts'
import type { Open } from '../../lib/libvirt/plan-types.ts'
import { shellQuote } from '../../lib/libvirt/shell-quote.ts'
import type { Advice, Step } from './ladder.ts'

/** Where a climb ended, and why. */
export interface Fall {
  step: Step
  code: FailureCode
  /** null when it never came to one. */
  plan: Open | null
}

interface Row {
  steps: readonly Step[]
  codes: readonly FailureCode[]
  /** Only for plans like this. */
  when?(plan: Open): boolean
  advice(plan: Open): Advice[]
}

const say = (text: string, run: string | null = null): Advice => ({ say: text, run })

/** `virtqemud` of `/var/run/libvirt/virtqemud-sock`; the monolithic daemon's sockets are called after libvirt. */
function daemonOf({ socket }: Open): string {
  const name = /\/(virt\w+d|libvirt)-sock(-ro)?$/.exec(socket ?? '')?.[1]
  return name === undefined || name === 'libvirt' ? 'libvirtd' : name
}

/** A socket whose path libvirt itself would use. */
const isStandard = ({ socket }: Open): boolean => /\/libvirt\/\w+-sock(-ro)?$/.test(socket ?? '')

const journal = (plan: Open): Advice =>
  say('Read what the daemon says of itself.', `sudo journalctl -u ${daemonOf(plan)} -n 50`)

const membership = (): Advice[] => [
  say(
    'Let the account of this server use libvirt, then start Oirase again.',
    `sudo usermod --append --groups libvirt ${shellQuote(userInfo().username)}`,
  ),
  say('Or open it read-only, for which most hosts ask no permission.'),
]

function startDaemon(plan: Open): Advice[] {
  if (!isStandard(plan)) {
    const folder = path.dirname(plan.socket ?? '/')
    return [say('See which sockets are there.', `ls -l ${shellQuote(folder)}`)]
  }
  const daemon = daemonOf(plan)
  if (plan.options.session) {
    const run = `${daemon} --daemon --timeout=120`
    return [say('Start your own daemon; it ends by itself when nobody uses it.', run)]
  }
  return [
    say('Start the daemon.', `sudo systemctl enable --now ${daemon}.socket`),
    say(
      'See which of libvirt’s daemons this machine has: the one for all, or one for each hypervisor.',
      "systemctl list-unit-files 'libvirtd*' 'virt*d.socket'",
    ),
    say('If there is none, install it (Debian, Ubuntu).', 'sudo apt install libvirt-daemon-system'),
    say('If there is none, install it (Fedora, RHEL).', 'sudo dnf install libvirt-daemon-kvm'),
  ]
}

/** A socket of the far host brought here by SSH can be opened as one of this machine. */
function byHand({ transport, host, user }: Open): Advice[] {
  if (!['ssh', 'libssh', 'libssh2'].includes(transport ?? '')) return []
  const login = user === null ? (host ?? 'HOST') : `${user}@${host}`
  const far = '/var/run/libvirt/libvirt-sock'
  return [
    say(
      'Bring the host’s socket here, let OIRASE_SOCKETS name /tmp, and open …+unix:///system?socket=/tmp/far-libvirt.sock.',
      `ssh -N -L /tmp/far-libvirt.sock:${far} -- ${shellQuote(login)}`,
    ),
  ]
}

/** What to do about a failure, by where it happened; the first row that fits speaks. */
const rows: readonly Row[] = [
  {
    steps: ['file'],
    codes: ['uri.refused', 'host.denied'],
    advice: ({ options }) => [
      say('See what is there.', `ls -l ${shellQuote(path.dirname(options.file ?? '/'))}`),
    ],
  },
  {
    steps: ['open'],
    codes: ['uri.forbidden'],
    advice: ({ options }) => [
      say(
        'Allow the folder in the configuration of this server and start it again.',
        `OIRASE_WORLDS=${shellQuote(path.dirname(options.file ?? '/'))}`,
      ),
    ],
  },
  {
    steps: ['connect'],
    codes: ['uri.forbidden'],
    advice: ({ socket }) => [
      say(
        'Allow the folder in the configuration of this server and start it again.',
        `OIRASE_SOCKETS=${shellQuote(path.dirname(socket ?? '/'))}`,
      ),
    ],
  },
  {
    steps: ['open'],
    codes: ['uri.refused'],
    when: ({ options }) => options.file !== undefined,
    advice: ({ options }) => [
      say('Check it as XML.', `xmllint --noout ${shellQuote(options.file ?? '')}`),
      say('Its format is that of libvirt’s test driver: https://libvirt.org/drvtest.html'),
    ],
  },
  { steps: ['socket'], codes: ['host.unreachable'], advice: startDaemon },
  { steps: ['socket', 'connect'], codes: ['host.denied'], advice: membership },
  { steps: ['authenticate'], codes: ['host.denied', 'host.refused-login'], advice: membership },
  {
    steps: ['connect'],
    codes: ['host.unreachable'],
    advice: (plan) => [
      say(
        'The socket is left over from a daemon that ended: start it again.',
        `sudo systemctl restart ${daemonOf(plan)}`,
      ),
      journal(plan),
    ],
  },
  { steps: ['connect'], codes: ['uri.refused', 'host.unsupported'], advice: byHand },
  {
    steps: ['socket', 'connect', 'authenticate', 'open'],
    codes: ['host.not-libvirt'],
    advice: ({ socket }) => [
      say('See who listens there.', `sudo ss -xlp | grep -F ${shellQuote(socket ?? '')}`),
      say('Leave “socket” out of the URI to use libvirt’s own.'),
    ],
  },
  {
    steps: ['open'],
    codes: ['uri.refused', 'host.unsupported'],
    advice: (plan) => [
      say('The daemon has no driver for this hypervisor: see which it has.', 'virsh version'),
      journal(plan),
    ],
  },
  {
    steps: ['connect', 'authenticate', 'open', 'list'],
    codes: ['host.silent', 'host.lost', 'host.unreachable'],
    advice: (plan) => [
      say('See whether the daemon is well.', `systemctl status ${daemonOf(plan)}`),
      journal(plan),
    ],
  },
]

const example = say('Compare it with one that works: qemu:///system, or test:///default.')

/** Most likely first; empty when libvirt's own words say it all. */
export function adviceOn({ step, code, plan }: Fall): Advice[] {
  if (plan === null) return step === 'resolve' ? [] : [example]
  const row = rows.find(
    ({ steps, codes, when }) =>
      steps.includes(step) && codes.includes(code) && (when === undefined || when(plan)),
  )
  return row?.advice(plan) ?? []
}
