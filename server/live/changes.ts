import type { TaskRow } from '../../lib/contract/live.ts'
import type { Person } from '../../lib/contract/people.ts'
import { Failure } from '../../lib/failure.ts'
import type {
  DomainChange,
  DomainChanges,
  HostChange,
  HostChanges,
} from '../../lib/libvirt/changes.ts'
import { whyNotChange } from '../../lib/libvirt/why-not-change.ts'
import type { Connections } from '../connections/connections.ts'
import type { DomainChangeOps, HostChangeOps } from '../drivers/driver.ts'
import { lacksOf } from '../drivers/lacks.ts'
import { domainNameOf, rootOf } from './asked-xml.ts'
import type { Tasks } from './tasks.ts'
import { virshChange, virshHostChange } from './virsh-change.ts'
import { writable } from './writable.ts'

interface AskedOfDomain<K extends DomainChange> {
  connection: string
  domain: string
  change: K
  asked: DomainChanges[K]
}

interface AskedOfHost<K extends HostChange> {
  connection: string
  change: K
  asked: HostChanges[K]
}

interface ChangesDeps {
  connections: Pick<Connections, 'row' | 'driver' | 'domain'>
  tasks: Pick<Tasks, 'run'>
}

/** Changes of hosts and their domains besides the eight actions of a domain's life, each a task. */
export class Changes {
  readonly #connections: ChangesDeps['connections']
  readonly #tasks: ChangesDeps['tasks']

  constructor({ connections, tasks }: ChangesDeps) {
    this.#connections = connections
    this.#tasks = tasks
  }

  /** Begins a change of a domain, as `Tasks.act` does; besides, throws host.unsupported where its hypervisor lacks that. */
  async domain<K extends DomainChange>(
    { connection, domain, change, asked }: AskedOfDomain<K>,
    by: Person,
  ): Promise<TaskRow> {
    if ('xml' in asked) rootOf(asked.xml)
    const { driver, uri } = writable(this.#connections, connection)
    const subject = this.#connections.domain(connection, domain)
    const make = (driver.changes as DomainChangeOps)[change]
    if (make === null) throw new Failure('host.unsupported')
    const why = whyNotChange(change, subject, lacksOf(driver))
    if (why !== null) throw new Failure('domain.wrong-state', why)
    const about = {
      person: by.name,
      verb: `domain.${change}`,
      connection,
      subject: subject.name,
      domain,
      virsh: virshChange(uri, { change, asked, subject, hypervisor: driver.hypervisor }),
    }
    return this.#tasks.run(about, async () => {
      await make(domain, asked)
      return domain
    })
  }

  /** Begins a change of a host, as `domain` does. The domain that comes of it stands in the task when it has ended. */
  async host<K extends HostChange>(
    { connection, change, asked }: AskedOfHost<K>,
    by: Person,
  ): Promise<TaskRow> {
    const { driver, uri } = writable(this.#connections, connection)
    const make = (driver.changes as HostChangeOps)[change]
    if (make === null) throw new Failure('host.unsupported')
    const about = {
      person: by.name,
      verb: `domain.${change}`,
      connection,
      subject: 'xml' in asked ? (domainNameOf(asked.xml) ?? 'a new machine') : asked.path,
      domain: null,
      virsh: virshHostChange(uri, { change, asked }),
    }
    return this.#tasks.run(about, () => make(asked))
  }
}
