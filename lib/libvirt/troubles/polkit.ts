import { daemonOf, readJournal } from '../daemon-of.ts'
import type { Dial } from '../plan-types.ts'
import { shellQuote } from '../shell-quote.ts'
import { type Advice, say, type Trouble } from '../trouble.ts'

/** Whom polkit sees: the user of the SSH login, else the account of this server. */
function joinGroup({ transport, user }: Dial): Advice {
  const far = transport !== 'unix'
  const account = user === null ? '"$(id -un)"' : shellQuote(user)
  return say(
    far
      ? 'Let the account that logs in on the host use libvirt; it counts from the next login.'
      : 'As the account that runs Oirase, let it use libvirt; then start Oirase again.',
    `sudo usermod --append --groups libvirt ${account}`,
  )
}

const ruleFile = '/etc/polkit-1/rules.d/50-oirase.rules'

/** The action is that of writing; reading is open to all as libvirt comes. */
function writeRule({ user }: Dial): Advice {
  const who =
    user === null ? 'subject.isInGroup("libvirt")' : `subject.user === ${JSON.stringify(user)}`
  // older polkits know no arrow functions
  const rule = `polkit.addRule(function (action, subject) { if (action.id === "org.libvirt.unix.manage" && ${who}) return polkit.Result.YES })`
  return say(
    'Or let polkit say yes without asking anybody.',
    `printf '%s\\n' ${shellQuote(rule)} | sudo tee ${ruleFile}`,
  )
}

const readOnly = say('Or open it read-only, for which hosts usually ask no permission.')
const seeGroups = say('See whether that account is in the group.', 'getent group libvirt')

/** What polkit says instead of yes (virPolkitCheckAuth, src/util/virpolkit.c), one row each. */
export const polkitRows = {
  'polkit-no-agent': {
    code: 'host.refused-login',
    title: 'polkit wants to ask somebody, and nobody sits at the host',
    advice: (dial) => [joinGroup(dial), writeRule(dial), readOnly, seeGroups],
  },
  'polkit-denied': {
    code: 'host.refused-login',
    title: 'polkit does not let this account manage virtual machines',
    advice: (dial) => [
      joinGroup(dial),
      say(
        'See which rule says no.',
        'sudo grep -rn org.libvirt /etc/polkit-1/rules.d /usr/share/polkit-1/rules.d',
      ),
      writeRule(dial),
      readOnly,
    ],
  },
  'polkit-cancelled': {
    code: 'host.refused-login',
    title: 'Somebody at the host dismissed polkit’s question',
    advice: (dial) => [joinGroup(dial), writeRule(dial), readOnly],
  },
  'polkit-unreachable': {
    code: 'host.refused-login',
    title: 'The daemon cannot ask polkit',
    advice: (dial) => [
      say('See on the host whether the system bus and polkit run.', 'systemctl status dbus polkit'),
      say(
        'A daemon that was started before the bus does not look for it again: restart it.',
        `sudo systemctl restart ${shellQuote(daemonOf(dial))}`,
      ),
      say('Install polkit on the host (Debian, Ubuntu).', 'sudo apt-get install polkitd'),
      say(
        'Or let the socket’s permissions decide alone, then restart the daemon.',
        `sudo sed -i 's/^#*auth_unix_rw *=.*/auth_unix_rw = "none"/' /etc/libvirt/libvirtd.conf`,
      ),
      readJournal(dial),
    ],
  },
} as const satisfies Record<string, Trouble>
