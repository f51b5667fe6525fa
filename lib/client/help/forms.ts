import { explainUri } from '../../libvirt/explain.ts'
import { openPlan } from '../../libvirt/plan.ts'
import { nowhere } from '../../libvirt/way-of.ts'
import { entry, facts, type HelpEntry } from './entry.ts'

interface Form {
  id: string
  /** How it is written; what stands in brackets may be left out. */
  pattern: string
  says: string
  example: string | null
}

/** Everything that may stand where a connection URI is asked for. */
const forms: readonly Form[] = [
  {
    id: 'local',
    pattern: 'driver:///path',
    says: 'A hypervisor of this server’s machine, through the socket of its daemon. The three slashes say that no host is named.',
    example: 'qemu:///system',
  },
  {
    id: 'session',
    pattern: 'driver:///session',
    says: 'The daemon of the account that asks, with its own machines, instead of the system’s. It is started when it does not run.',
    example: 'qemu:///session',
  },
  {
    id: 'remote',
    pattern: 'driver+transport://[user@]host[:port]/path[?parameters]',
    says: 'A hypervisor of another machine, by the transport that is named.',
    example: 'qemu+ssh://root@host.example.org/system',
  },
  {
    id: 'tls',
    pattern: 'driver://host[:port]/path',
    says: 'A host without a transport means TLS.',
    example: 'qemu://host.example.org/system',
  },
  {
    id: 'ipv6',
    pattern: '…://[address]:port/…',
    says: 'An IPv6 address stands in brackets.',
    example: 'qemu+ssh://root@[2001:db8::7]:2222/system',
  },
  {
    id: 'socket',
    pattern: 'driver+unix:///path?socket=/where/it/is',
    says: 'A socket that is not where libvirt puts it.',
    example: 'qemu+unix:///system?socket=/run/far/libvirt-sock',
  },
  {
    id: 'whichever',
    pattern: 'remote+transport://host/',
    says: 'Whichever hypervisor the host has: its daemon chooses.',
    example: 'remote+ssh://root@host.example.org/',
  },
  {
    id: 'gateway',
    pattern: 'remote+transport://gateway/?name=URI',
    says: 'A URI that a daemon elsewhere opens: the way to hypervisors that speak no libvirt protocol. Within the value, “:” is %3A, “/” is %2F, “?” is %3F.',
    example: 'remote+ssh://root@gateway.example.org/?name=esx%3A%2F%2Fesx.example.org%2F',
  },
  {
    id: 'test',
    pattern: 'test:///default',
    says: 'A made-up host inside this server, to try things on. With a path it is read from that file.',
    example: 'test:///default',
  },
  {
    id: 'xen-http',
    pattern: 'http://host[:port]/',
    says: 'The xend of Xen before 4.5, by its own protocol.',
    example: 'http://xen.example.org:8000/',
  },
  {
    id: 'xen-socket',
    pattern: '///path/of/the/socket',
    says: 'The same xend on this server’s machine, by its socket.',
    example: '///var/run/xend/xend-socket',
  },
  {
    id: 'xen',
    pattern: 'xen',
    says: 'The oldest name of all: Xen on this server’s machine.',
    example: 'xen',
  },
  {
    id: 'alias',
    pattern: 'name',
    says: 'A word without “:” is looked up among uri_aliases in the libvirt.conf of this server’s account.',
    example: null,
  },
  {
    id: 'nothing',
    pattern: '(nothing)',
    says: 'What VIRSH_DEFAULT_CONNECT_URI or LIBVIRT_DEFAULT_URI says, else uri_default in libvirt.conf, else what the daemon chooses.',
    example: null,
  },
  {
    id: 'escapes',
    pattern: '%XX',
    says: 'What is not plain text in a user, a path or a value is written as the hexadecimal number of its byte: a space is %20, “@” in a user’s name %40.',
    example: 'qemu+ssh://mika%40example.org@host.example.org/system',
  },
]

/** What the parser makes of it, in the sentence the connect dialog shows. */
export function meaningOf(uri: string): string {
  const opening = openPlan(uri, nowhere)
  return opening.ok ? explainUri(opening.uri, opening.plan) : opening.error
}

export const formEntries = (): HelpEntry[] =>
  forms.map(({ id, pattern, says, example }) =>
    entry({
      anchor: `form-${id}`,
      name: pattern,
      code: true,
      says,
      example,
      facts: facts({
        Example: example !== null && meaningOf(example),
      }),
    }),
  )
