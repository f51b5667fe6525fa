interface Known {
  name: string
  uuid: string
}

/** A definition meant for a new machine that a machine of the host is in the way of, or is meant by. */
export interface Meeting {
  /** `again`: it is that machine. `refused`: hosts refuse it, most of them. */
  kind: 'again' | 'refused'
  machine: Known
  says: string
}

/**
 * Which machine of a host a definition meets, by UUID and by name, as hosts know machines; null: it is a new one.
 * `keeps`: the host is to keep the definition, not only run it once.
 */
export function meetingOf(
  { name, uuid }: { name: string; uuid: string | null },
  machines: Iterable<Known>,
  keeps: boolean,
): Meeting | null {
  let namesake: Known | null = null
  for (const machine of machines) {
    if (machine.uuid === uuid) {
      if (machine.name === name) return again(machine, keeps)
      const says = `This UUID is ${machine.name}’s, a machine of this host. Without a <uuid> the host makes up a new one.`
      return { kind: 'refused', machine, says }
    }
    if (machine.name === name) namesake = machine
  }
  if (namesake === null) return null
  const says = `There is a machine called ${name} on this host already. Names are unique there.`
  return { kind: 'refused', machine: namesake, says }
}

const again = (machine: Known, keeps: boolean): Meeting => ({
  kind: 'again',
  machine,
  says: keeps
    ? `${machine.name} is on this host already: this takes the place of its definition.`
    : `${machine.name} is on this host already: it runs by this once, and keeps its own definition.`,
})
