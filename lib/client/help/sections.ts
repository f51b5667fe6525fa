import { consoleEntries } from './consoles.ts'
import { entry, type HelpEntry, type HelpSection } from './entry.ts'
import { formEntries, meaningOf } from './forms.ts'
import { setupEntries } from './setup.ts'
import { troubleSections } from './trouble-sections.ts'
import { driverEntries, paramEntries, quirkEntries, transportEntries } from './vocabulary.ts'

/** URIs worth having at hand; each says what it means by itself. */
const examples: readonly string[] = [
  'test:///default',
  'qemu:///system',
  'qemu:///session',
  'qemu+ssh://root@host.example.org/system',
  'qemu+ssh://mika@host.example.org:2222/session',
  'qemu+ssh://mika@host.example.org/system?keyfile=/home/mika/.ssh/id_ed25519',
  'qemu+libssh://mika@host.example.org/system?sshauth=privkey&known_hosts_verify=auto',
  'qemu+tls://host.example.org/system',
  'qemu+tls://[2001:db8::7]/system?pkipath=/home/mika/pki',
  'qemu+tcp://localhost:16509/system',
  'xen+ssh://root@host.example.org/system',
  'lxc+ssh://root@host.example.org/system',
  'remote+ssh://root@host.example.org/',
]

const exampleEntries = (): HelpEntry[] =>
  examples.map((example, index) =>
    entry({
      anchor: `example-${index + 1}`,
      name: example,
      code: true,
      says: meaningOf(example),
      example,
    }),
  )

/** The whole help on connection URIs, in reading order. */
export const helpSections = (): HelpSection[] => [
  {
    anchor: 'section-forms',
    title: 'What may be written',
    says: 'Every form of a connection URI; what stands in brackets may be left out.',
    entries: formEntries(),
  },
  {
    anchor: 'section-examples',
    title: 'Examples',
    says: 'Each fills the form with one press; put your own host in its place.',
    entries: exampleEntries(),
  },
  {
    anchor: 'section-drivers',
    title: 'Drivers',
    says: 'The first word says which hypervisor is meant.',
    entries: driverEntries(),
  },
  {
    anchor: 'section-transports',
    title: 'Transports',
    says: 'The word after “+” says how its daemon is reached. Without one it is a socket of this server’s machine, or with a host TLS.',
    entries: transportEntries(),
  },
  {
    anchor: 'section-params',
    title: 'Parameters',
    says: 'They follow the path, “?” before the first and “&” between them. What is not listed goes on to the daemon as it is.',
    entries: paramEntries(),
  },
  {
    anchor: 'section-setup',
    title: 'What the host needs',
    says: 'Commands for the host, unless they say that they are for this server’s machine.',
    entries: setupEntries(),
  },
  {
    anchor: 'section-quirks',
    title: 'What is refused, and why',
    says: 'Where libvirt does something harmful with a URI, it is refused here.',
    entries: quirkEntries(),
  },
  {
    anchor: 'section-consoles',
    title: 'Consoles',
    says: 'Screens and terminals of machines: what the buttons over them do, and what does not pass.',
    entries: consoleEntries(),
  },
  ...troubleSections(),
]
