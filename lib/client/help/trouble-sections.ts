import { failureKinds } from '../../failure.ts'
import { openPlan } from '../../libvirt/plan.ts'
import { type Dial, isRefused } from '../../libvirt/plan-types.ts'
import type { Trouble } from '../../libvirt/trouble.ts'
import { troubles } from '../../libvirt/troubles.ts'
import { nowhere } from '../../libvirt/way-of.ts'
import { entry, type HelpEntry, type HelpSection } from './entry.ts'

interface Family {
  id: string
  title: string
  /** Which troubles are of it, by how their ids begin; the first family that fits has one. */
  has: RegExp
  /** The URI that its advice is written for in the help. */
  uri: string
}

const ssh = 'qemu+ssh://mika@host.example.org/system'

const families: readonly Family[] = [
  {
    id: 'uri',
    title: 'What can go wrong: the URI, and what it may name',
    has: /^(uri|world|needs|question)-|-forbidden$/,
    uri: 'test:///home/mika/world.xml',
  },
  {
    id: 'socket',
    title: 'What can go wrong: this machine’s daemon',
    has: /^(socket|session)-/,
    uri: 'qemu:///system',
  },
  {
    id: 'network',
    title: 'What can go wrong: the network',
    has: /^(name|zone|port|address|tcp)-/,
    uri: 'qemu+tcp://host.example.org/system',
  },
  {
    id: 'tls',
    title: 'What can go wrong: TLS',
    has: /^tls-/,
    uri: 'qemu+tls://host.example.org/system',
  },
  { id: 'ssh', title: 'What can go wrong: SSH', has: /^ssh-/, uri: ssh },
  { id: 'tunnel', title: 'What can go wrong: from SSH to the daemon', has: /^tunnel-/, uri: ssh },
  {
    id: 'program',
    title: 'What can go wrong: a program that leads there',
    has: /^program-/,
    uri: 'qemu+ext:///system?command=/usr/local/bin/libvirt-way',
  },
  {
    id: 'login',
    title: 'What can go wrong: signing in to the daemon',
    has: /^(polkit|login)-/,
    uri: ssh,
  },
  {
    id: 'xend',
    title: 'What can go wrong: a xend of legacy Xen',
    has: /^(not-)?xend(-|$)/,
    uri: 'http://host.example.org/',
  },
  { id: 'daemon', title: 'What can go wrong: the daemon', has: /./, uri: ssh },
]

/** Troubles that only another URI than their family's can have. */
const ownUris: Readonly<Record<string, string>> = {
  'socket-forbidden': 'qemu+unix:///system?socket=/srv/far/libvirt-sock',
  'socket-abstract': 'qemu+unix:///system?socket=@libvirt',
  'file-forbidden': `${ssh}?keyfile=/srv/keys/id_ed25519`,
  'netcat-forbidden': `${ssh}?netcat=/opt/nc`,
  'program-forbidden': 'qemu+ext:///system?command=/usr/local/bin/libvirt-way',
  'xend-socket-missing': '///var/lib/xend/xend-socket',
  'xend-socket-denied': '///var/lib/xend/xend-socket',
  'xend-far-socket': '///var/lib/xend/xend-socket?via=ssh://root@host.example.org',
  'xend-far-port': 'http://localhost/?via=ssh://root@host.example.org',
  'program-for-ssh': `${ssh}?command=/usr/local/bin/ssh-of-ours`,
}

function dialOf(uri: string): Dial {
  const opening = openPlan(uri, nowhere)
  if (!opening.ok || isRefused(opening.plan)) throw new Error(`${uri} is ours and must open`)
  return opening.plan
}

const troubleEntry = (id: string, { code, title, advice }: Trouble, uri: string): HelpEntry =>
  entry({
    anchor: `trouble-${id}`,
    name: title,
    says: failureKinds[code].say,
    advice: advice(dialOf(ownUris[id] ?? uri)),
  })

/** All that is known to go wrong, family by family in the order of the way. */
export const troubleSections = (): HelpSection[] =>
  families.flatMap((family) => {
    const entries = Object.entries(troubles).flatMap(([id, trouble]) => {
      const own = families.find(({ has }) => has.test(id)) === family
      return own ? troubleEntry(id, trouble, family.uri) : []
    })
    const says = 'Each with its likely causes, the likeliest first.'
    return entries.length === 0
      ? []
      : [{ anchor: `section-trouble-${family.id}`, title: family.title, says, entries }]
  })
