/** What a machine is known by; a definition may leave the UUID out. */
interface Identity {
  name: string
  uuid: string | null
}

export type Becomes =
  /** Another definition of the machine. */
  | { kind: 'same' }
  /** Hosts refuse it, most of them. */
  | { kind: 'refused'; says: string }
  /** A new one, beside the machine. */
  | { kind: 'another'; says: string }

/**
 * What defining this would make of a machine. libvirt knows machines by UUID, and takes neither another name for a
 * UUID that it knows nor another UUID for a name (src/conf/virdomainobjlist.c, virDomainObjListAdd).
 */
export function becomesOf(edited: Identity, machine: Identity): Becomes {
  const sameName = edited.name === machine.name
  if (edited.uuid === machine.uuid) {
    if (sameName) return { kind: 'same' }
    const says = `The name is another. A definition cannot rename ${machine.name}, as most hosts have it: “Rename…” in its menu does.`
    return { kind: 'refused', says }
  }
  const uuid = edited.uuid === null ? 'There is no UUID in it' : 'The UUID is another'
  return sameName
    ? {
        kind: 'refused',
        says: `${uuid}, so this would be a second machine called ${machine.name}, which hosts refuse.`,
      }
    : {
        kind: 'another',
        says: `${uuid}, and the name is another: a new machine, ${edited.name}, is made. ${machine.name} stays as it is.`,
      }
}
