import { password } from './accounts.ts'
import type { LabHost } from './host.ts'
import { saslUser } from './libvirtd.ts'
import { qemuConf } from './qemu-conf.ts'

const pki = '/etc/pki/qemu'
const sasl = '/etc/libvirt/qemu-sasl'

/** Has a host's displays speak TLS with the certificate of its daemon, and its VNC ones ask who comes by SASL as well. */
export async function sealDisplays({ machine, write, restartDaemon }: LabHost): Promise<void> {
  const settings = [
    `default_tls_x509_cert_dir = "${pki}"`,
    ...['vnc', 'spice'].flatMap((kind) => [
      `${kind}_tls = 1`,
      `${kind}_tls_x509_cert_dir = "${pki}"`,
    ]),
    'vnc_sasl = 1',
    `vnc_sasl_dir = "${sasl}"`,
  ]
  write('/etc/libvirt/qemu.conf', `${[...qemuConf, ...settings].join('\n')}\n`)
  const database = `${sasl}/users.db`
  await machine.order(
    [
      `mkdir -p ${pki} ${sasl}`,
      `cp /etc/pki/CA/cacert.pem ${pki}/ca-cert.pem`,
      `cp /etc/pki/libvirt/servercert.pem ${pki}/server-cert.pem`,
      `cp /etc/pki/libvirt/private/serverkey.pem ${pki}/server-key.pem`,
      `printf 'mech_list: scram-sha-256\\nsasldb_path: ${database}\\n' > ${sasl}/qemu.conf`,
      `echo -n '${password}' | saslpasswd2 -p -c -a qemu -f ${database} ${saslUser}`,
    ].join(' && '),
  )
  await restartDaemon()
}
