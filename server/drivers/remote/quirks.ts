/** What libvirt's drivers of some hypervisors do otherwise than the rest, all of it seen with libvirt 9.0. */
export interface Quirks {
  /** It takes no "both" where it sets memory. */
  memoryApart: boolean
  /**
   * How many numbers of its scheduler may be asked for. Asked for more than one of a container that is off, LXC's
   * driver looks into a cgroup that is not there, and libvirtd dies of it.
   */
  mostScheduling: number
}

/** REMOTE_DOMAIN_SCHEDULER_PARAMETERS_MAX. */
const mostOnTheWire = 16

/** By virConnectGetType. */
export const quirksOf = (hypervisor: string): Quirks => ({
  memoryApart: hypervisor === 'TEST',
  mostScheduling: hypervisor === 'LXC' ? 1 : mostOnTheWire,
})
