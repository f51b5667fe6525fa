interface Machine {
  title?: string
  /** virDomainState: 1 running, 3 paused, 5 off. */
  state?: 1 | 3 | 5
}

const text = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const machine = ([name, { title, state = 1 }]: [string, Machine]) => `<domain type="test">
<name>${text(name)}</name>${title === undefined ? '' : `<title>${text(title)}</title>`}
<memory unit="MiB">512</memory><vcpu>1</vcpu><os><type>hvm</type></os>
<test:runstate>${state}</test:runstate>
</domain>`

/** A host in the test driver's format, with the machines that a journey is about. */
export const worldOf = (machines: Record<string, Machine>): string =>
  `<node xmlns:test="http://libvirt.org/schemas/domain/test/1.0">
${Object.entries(machines).map(machine).join('\n')}
</node>`
