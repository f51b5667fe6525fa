import { execFileSync, spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { type Machine, startMachine } from './machine.ts'

/** Where a machine stands in the lab's network. */
export interface Port {
  readonly address: string
  readonly address6: string
  /** The cable is pulled: what is sent to it is lost without a word, for as long as one likes. */
  unplug(): Promise<void>
  plug(): Promise<void>
}

/** A switch in a namespace of its own, with one cable to us and one to each machine: no other traffic reaches it. */
export interface Network {
  /** Ours in it. */
  readonly address: string
  readonly address6: string
  /** An address nobody answers, without a word: what a firewall makes of one that drops. */
  readonly nowhere: string
  attach(name: string, machine: Machine): Promise<Port>
  stop(): Promise<void>
}

const ip = (...args: string[]) => execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] })
const tries = 50

/** A cable into the switch under a name, and so a subnet, that no other lab has. */
function pullCable(pid: number): number {
  for (let left = tries; left > 0; left -= 1) {
    const lab = randomInt(1, 255)
    const peer = ['type', 'veth', 'peer', 'name', 'uplink', 'netns', String(pid)]
    if (spawnSync('ip', ['link', 'add', `oirase${lab}`, ...peer]).status === 0) return lab
  }
  throw new Error('no network is left for another lab')
}

/**
 * Builds the network, which needs root. Its devices go with its machine, and `folder`, which holds the whole lab,
 * with it too: nothing can be left behind.
 */
export async function startNetwork(folder: string): Promise<Network> {
  const machine = await startMachine(folder)
  const lab = pullCable(machine.pid)
  const ours = `oirase${lab}`
  const address = (place: number) => `10.213.${lab}.${place}`
  const address6 = (place: number) => `fd00:213:${lab}::${place}`
  const mac = (place: number) => `02:13:00:00:${hex(lab)}:${hex(place)}`
  // permanent neighbours: a host whose cable is pulled is silent, not "unreachable" by an ARP that failed
  const introduce = (place: number) => {
    for (const to of [address(place), address6(place)]) {
      ip('neigh', 'replace', to, 'lladdr', mac(place), 'dev', ours, 'nud', 'permanent')
    }
  }
  await machine.order(
    'ip link add br0 type bridge forward_delay 0 && ip link set uplink master br0 && ip link set br0 up && ip link set uplink up',
  )
  ip('address', 'add', `${address(1)}/24`, 'dev', ours)
  ip('link', 'set', ours, 'up')
  ip('address', 'add', `${address6(1)}/64`, 'dev', ours, 'nodad')
  introduce(nowhere)
  let places = 10
  return {
    address: address(1),
    address6: address6(1),
    nowhere: address(nowhere),
    attach: async (name, host) => {
      places += 1
      const place = places
      const port = `to-${name}`
      const peer = ['peer', 'name', port, 'netns', String(machine.pid)]
      const of = ['address', mac(place), 'netns', String(host.pid)]
      ip('link', 'add', 'eth0', ...of, 'type', 'veth', ...peer)
      await machine.order(`ip link set ${port} master br0 && ip link set ${port} up`)
      await host.order(
        `ip address add ${address(place)}/24 dev eth0 && ip link set eth0 up && ip address add ${address6(place)}/64 dev eth0 nodad`,
      )
      introduce(place)
      return {
        address: address(place),
        address6: address6(place),
        unplug: () => machine.order(`ip link set ${port} down`),
        plug: () => machine.order(`ip link set ${port} up`),
      }
    },
    stop: async () => {
      // it would go with the switch, but some time after it
      spawnSync('ip', ['link', 'delete', ours])
      await machine.stop()
    },
  }
}

const nowhere = 254
const hex = (value: number) => value.toString(16).padStart(2, '0')
