import { type Transport, transports } from '../../libvirt/transports.ts'
import { type Advice, say } from '../../libvirt/trouble.ts'
import { entry, type HelpEntry } from './entry.ts'

const install: readonly Advice[] = [
  say('Install it (Debian, Ubuntu).', 'sudo apt install libvirt-daemon-system'),
  say('Install it (Fedora, RHEL).', 'sudo dnf install libvirt-daemon-kvm'),
  say(
    'See which daemons there are: libvirtd for everything, or one for each hypervisor with virtproxyd before them.',
    "systemctl list-unit-files 'libvirtd*' 'virt*d.socket'",
  ),
  say('Start libvirtd.', 'sudo systemctl enable --now libvirtd.socket'),
  say(
    'Or start the daemon of the hypervisor, and the one that listens for others.',
    'sudo systemctl enable --now virtqemud.socket virtproxyd.socket',
  ),
]

const group = (who: string): Advice =>
  say(
    `Let ${who} use libvirt without being root; it counts from the next login.`,
    'sudo usermod --append --groups libvirt ACCOUNT',
  )

const listen = (kind: 'tls' | 'tcp'): Advice[] => [
  say(
    'Let libvirtd listen on the network.',
    `sudo systemctl stop libvirtd && sudo systemctl enable --now libvirtd-${kind}.socket`,
  ),
  say(
    'Or, with one daemon for each hypervisor, virtproxyd.',
    `sudo systemctl enable --now virtproxyd-${kind}.socket`,
  ),
]

const firewall = (port: number): Advice[] => [
  say(
    'Let it through the firewall (firewalld).',
    `sudo firewall-cmd --permanent --add-port=${port}/tcp && sudo firewall-cmd --reload`,
  ),
  say('Let it through the firewall (ufw).', `sudo ufw allow ${port}/tcp`),
]

const ssh: readonly Advice[] = [
  say('Start the SSH server (Debian, Ubuntu).', 'sudo systemctl enable --now ssh'),
  say('Start the SSH server (Fedora, RHEL).', 'sudo systemctl enable --now sshd'),
  group('the account that logs in'),
  say(
    'Let the key of this server’s account in: run this on this server’s machine.',
    'ssh-copy-id USER@HOST',
  ),
  say(
    'One way from there to the daemon’s socket must be open. The first is forwarding, which sshd allows unless it was told not to.',
    "sudo sshd -T | grep -iE 'allowstreamlocalforwarding|disableforwarding'",
  ),
  say(
    'The second is virt-ssh-helper, which comes with libvirt since 6.8.',
    'which virt-ssh-helper',
  ),
  say(
    'The third is a netcat that knows sockets (-U): that of OpenBSD or of nmap.',
    'sudo apt install netcat-openbsd',
  ),
  ...firewall(22),
]

const asRoot = say(
  'Without a user in the URI it logs in as root: name one, or let root in by key.',
  'sudo sshd -T | grep -i permitrootlogin',
)

const issue = (kind: 'server' | 'client', name: string): string =>
  `openssl req -newkey rsa:3072 -nodes -subj '/CN=${name}' -addext 'subjectAltName=DNS:${name}' -keyout ${kind}key.pem | openssl x509 -req -CA cacert.pem -CAkey cakey.pem -CAcreateserial -copy_extensions copy -days 800 -out ${kind}cert.pem`

const place = (kind: 'server' | 'client'): string =>
  [
    'sudo install -D -m 644 cacert.pem /etc/pki/CA/cacert.pem',
    `sudo install -D -m 644 ${kind}cert.pem /etc/pki/libvirt/${kind}cert.pem`,
    `sudo install -D -m 600 ${kind}key.pem /etc/pki/libvirt/private/${kind}key.pem`,
  ].join(' && ')

const tls: readonly Advice[] = [
  say(
    'Make an authority of your own, once, on a machine you trust.',
    "openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj '/CN=libvirt authority' -addext 'keyUsage=critical,keyCertSign,cRLSign' -keyout cakey.pem -out cacert.pem",
  ),
  say(
    'Make a certificate for the host, by the very name that URIs will use. For an address, write IP: in place of DNS:.',
    issue('server', 'host.example.org'),
  ),
  say('Put the three files in their places on the host.', place('server')),
  say(
    'Make one for this server, too: the host asks for it.',
    issue('client', 'oirase.example.org'),
  ),
  say(
    'Put them in their places on this server’s machine, readable by its account; ~/.pki/libvirt does as well, or any folder with “pkipath”.',
    place('client'),
  ),
  say('Check what is there, on either machine.', 'virt-pki-validate'),
  ...listen('tls'),
  ...firewall(transports.tls.port),
]

const tcp: readonly Advice[] = [
  say(
    'Use it in a closed laboratory only: nothing is encrypted. SSH needs no more than a login and is safe.',
  ),
  say(
    'The daemon asks for an encrypting login by default, which Oirase cannot give; where nobody else can reach the port, it can be told to ask for none.',
    'echo \'auth_tcp = "none"\' | sudo tee -a /etc/libvirt/libvirtd.conf',
  ),
  ...listen('tcp'),
  ...firewall(transports.tcp.port),
]

const steps: Record<
  Transport | 'daemon' | 'sasl' | 'http',
  { name: string; says: string; advice: readonly Advice[] }
> = {
  daemon: {
    name: 'The daemon',
    says: 'Every host but a legacy Xen one runs a daemon of libvirt’s.',
    advice: install,
  },
  unix: {
    name: 'This machine',
    says: 'The account of this server must be allowed to open the daemon’s socket.',
    advice: [
      group('the account of this server'),
      say('See which sockets are there.', 'ls -l /var/run/libvirt'),
    ],
  },
  ssh: {
    name: 'SSH',
    says: 'An account with a login, and libvirt. This server needs neither an ssh program nor libvirt.',
    advice: ssh,
  },
  libssh: { name: 'SSH (libssh)', says: 'The same as for SSH.', advice: [asRoot] },
  libssh2: { name: 'SSH (libssh2)', says: 'The same as for SSH.', advice: [asRoot] },
  tls: {
    name: 'TLS',
    says: 'Both sides show certificates of one authority; the host’s bears the name that the URI uses.',
    advice: tls,
  },
  tcp: {
    name: 'TCP',
    says: 'A port that whoever reaches it can read and change everything by.',
    advice: tcp,
  },
  ext: {
    name: 'Other program',
    says: 'A program on this server’s machine whose input and output lead to a daemon; it is given no arguments.',
    advice: [
      say(
        'Write it, for instance as two lines of shell.',
        "printf '#!/bin/sh\\nexec nc -U /var/run/libvirt/libvirt-sock\\n' | sudo tee /usr/local/bin/libvirt-way && sudo chmod 755 /usr/local/bin/libvirt-way",
      ),
      say(
        'Whoever runs this server allows it by its absolute path, and starts it again: no other program is ever run.',
        'OIRASE_PROGRAMS=/usr/local/bin/libvirt-way',
      ),
    ],
  },
  sasl: {
    name: 'Names and passwords (SASL)',
    says: 'The daemon can have users of its own, over TLS, SSH and its socket. They are asked for when the connection opens.',
    advice: [
      say('Install what it needs (Debian, Ubuntu).', 'sudo apt install sasl2-bin libsasl2-modules'),
      say(
        'Let the daemon ask on its TLS port, then restart it.',
        'echo \'auth_tls = "sasl"\' | sudo tee -a /etc/libvirt/libvirtd.conf',
      ),
      say(
        'Choose a mechanism that never sends the password.',
        "printf 'mech_list: scram-sha-256\\nsasldb_path: /etc/libvirt/passwd.db\\n' | sudo tee /etc/sasl2/libvirt.conf",
      ),
      say('Make a user.', 'sudo saslpasswd2 -a libvirt -f /etc/libvirt/passwd.db NAME'),
    ],
  },
  http: {
    name: 'Legacy Xen (xend)',
    says: 'xend listens when its configuration says so. It asks nobody who they are: keep the port to this server, or go through SSH with “via”.',
    advice: [
      say(
        'Let it listen, then restart it.',
        "printf '(xend-http-server yes)\\n(xend-port 8000)\\n(xend-address localhost)\\n' | sudo tee -a /etc/xen/xend-config.sxp",
      ),
    ],
  },
}

const setupNames = Object.keys(steps) as (keyof typeof steps)[]

export const setupEntries = (): HelpEntry[] =>
  setupNames.map((id) => entry({ anchor: `setup-${id}`, ...steps[id] }))
