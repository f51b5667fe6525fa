import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { makePki, type Pki } from './certificates.ts'
import { type Client, makeClient } from './client.ts'
import { type HostOptions, type LabHost, startHost } from './host.ts'
import { type Network, startNetwork } from './network.ts'
import { type LabTransport, type UriOptions, uriOf } from './uri-of.ts'

/** Real hosts with their own network, and what a client needs to be let in by them. */
export interface Lab<Names extends string = string> {
  readonly folder: string
  readonly hosts: Readonly<Record<Names, LabHost>>
  readonly network: Network
  readonly pki: Pki
  readonly client: Client
  /** A URI that opens without a question: key, known_hosts and certificates are named in it where they can be. */
  uri(host: Names, transport: LabTransport, path: string, options?: UriOptions): string
  /** Makes the client trust the host keys as they are now. */
  trust(): void
  /** virsh of this machine on a URI; resolves to what it printed. */
  virsh(uri: string, ...args: string[]): Promise<string>
  /** Ends it all, and leaves nothing. Idempotent; the end of this process does the same. */
  stop(): Promise<void>
}

/** Starts hosts, in some 1 s; call `whyNoLab()` before. */
export async function startLab<Names extends string>(
  wanted: Readonly<Record<Names, HostOptions>>,
): Promise<Lab<Names>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'oirase-lab-'))
  const network = await startNetwork(folder)
  const hosts: LabHost[] = []
  const stop = async () => {
    await Promise.all(hosts.map(({ machine }) => machine.stop()))
    await network.stop()
  }
  try {
    const [pki, client] = await Promise.all([makePki(path.join(folder, 'pki')), makeClient(folder)])
    const pkipath = await pki.client('good')
    const site = { folder: path.join(folder, 'hosts'), network, pki, authorized: client.authorized }
    const starting = Object.entries<HostOptions>(wanted).map(async ([name, options]) => {
      hosts.push(await startHost(name, options, site))
    })
    for (const one of await Promise.allSettled(starting)) {
      if (one.status === 'rejected') throw one.reason
    }
    client.meet(hosts)
    const named = Object.fromEntries(hosts.map((host) => [host.name, host])) as Record<
      Names,
      LabHost
    >
    const usual = {
      tcp: {},
      tls: { pkipath },
      ssh: { keyfile: client.key },
      libssh: { keyfile: client.key, known_hosts: client.knownHosts },
      libssh2: { keyfile: client.key, known_hosts: client.knownHosts },
    } satisfies Record<LabTransport, Record<string, string>>
    return {
      folder,
      hosts: named,
      network,
      pki,
      client,
      uri: (host, transport, to, options = {}) =>
        uriOf(named[host], transport, to, options, usual[transport]),
      trust: () => client.meet(hosts),
      virsh: client.virsh,
      stop,
    }
  } catch (cause) {
    await stop()
    throw cause
  }
}
