import { accountRows, password } from './accounts.ts'
import type { Lab } from './lab.ts'
import { saslUser } from './libvirtd.ts'

/** The hosts that a person is given to play with. */
export const playground = {
  alder: {},
  birch: { daemon: 'modular', tcpPort: 26_509, tlsPort: 26_514, sshPorts: [2222] },
  cedar: { sasl: ['scram-sha-256', 'plain'], certificate: 'expired' },
  gate: { daemon: 'none' },
} as const

/** What is on them. */
export async function fillPlayground(lab: Lab<keyof typeof playground>): Promise<void> {
  const { alder, birch } = lab.hosts
  await alder.createQemu('web', { screen: true, nic: true, title: 'Runs, and has a screen' })
  await alder.defineQemu('archive', { title: 'Is off' })
  await birch.createQemu('database', { screen: true })
  await birch.defineQemu('build', {})
}

type Row = readonly [uri: string, shows: string]

/** Every URI worth a try, with what it shows. */
export function shownBy(lab: Lab<keyof typeof playground>): readonly (readonly [string, Row[]])[] {
  const { alder } = lab.hosts
  const world = alder.writeWorld(200)
  const bySsh = accountRows.map(
    ([user, { shows }]) =>
      [lab.uri('alder', 'ssh', '/system', { user: user as 'keyed' }), `${user}: ${shows}`] as const,
  )
  return [
    [
      'TCP, which neither encrypts nor asks',
      [
        [lab.uri('alder', 'tcp', '/system'), 'two machines, one of them running'],
        [lab.uri('alder', 'tcp', '/system', { ipv6: true }), 'the same by IPv6'],
        [lab.uri('birch', 'tcp', '/system'), 'another host, on another port'],
        [lab.uri('alder', 'tcp', world, { hypervisor: 'test' }), 'a world of 200 made-up machines'],
      ],
    ],
    [
      'TLS; each pkipath has the authority and a certificate',
      [
        [lab.uri('alder', 'tls', '/system'), 'a good certificate'],
        [lab.uri('alder', 'tls', '/system', { params: { pkipath: null } }), 'no authority here'],
        [lab.uri('cedar', 'tls', '/system'), 'a certificate that has expired'],
      ],
    ],
    [`SSH; the password, where one is asked for, is “${password}”`, bySsh],
    [
      `SASL; user “${saslUser}”, password “${password}”`,
      [
        [lab.uri('cedar', 'ssh', '/system', { user: 'keyed' }), 'asked for behind SSH'],
        [lab.uri('cedar', 'tls', '/system', { params: { no_verify: '1' } }), 'behind TLS'],
        [lab.uri('cedar', 'tcp', '/system'), 'refused: nothing encrypts the password'],
      ],
    ],
    [
      'What does not work',
      [
        [`qemu+tcp://${lab.network.nowhere}/system`, 'a firewall that drops'],
        [lab.uri('alder', 'tcp', '/system', { port: 1 }), 'a port that nobody listens on'],
        [lab.uri('alder', 'tcp', '/system', { port: 22 }), 'an SSH server in libvirtd’s place'],
        [lab.uri('gate', 'ssh', '/system', { user: 'keyed' }), 'a host without libvirt'],
      ],
    ],
  ]
}
