import type { SshMethod } from '../../../lib/libvirt/plan-types.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import type { SshTarget } from './ssh-connection.ts'

/** All that decides how a host is reached by SSH, from the URI, the configuration and the flavour's defaults. */
export interface SshSettings {
  /** What is dialled. */
  host: string
  port: number
  user: string
  /** Hosts to go through, as ProxyJump has them; null: straight. */
  jump: string | null
  hostKeyAlias: string | null
  /** New keys are added to the first. */
  userKnownHosts: readonly string[]
  globalKnownHosts: readonly string[]
  hashKnownHosts: boolean
  /** What becomes of a key that is on no file; `any`: no key is looked at. */
  unknownKey: 'ask' | 'accept' | 'refuse' | 'any'
  /** Nobody may be asked for anything. */
  silent: boolean
  /** In the order they are tried. */
  methods: readonly SshMethod[]
  /** Private keys, in the order they are tried. */
  identityFiles: readonly string[]
  /** Whether somebody named them, so that a missing one is worth a word. */
  identitiesNamed: boolean
  /** Of the agent's keys only those that a file names. */
  identitiesOnly: boolean
  /** The agent's socket; null: none. */
  agent: string | null
  /** How long dialling may take. */
  connectTimeout: Milliseconds | null
  /** How often an idle line is asked for life. */
  aliveEvery: Milliseconds | null
  /** Names in the order they are offered; null: our own choice. */
  algorithms: SshAlgorithms
  /** What of the configuration could not be followed, a sentence each. */
  notes: readonly string[]
}

export interface SshAlgorithms {
  kex: readonly string[] | null
  ciphers: readonly string[] | null
  macs: readonly string[] | null
  hostKeys: readonly string[] | null
}

/** A host that another one is reached through: its own way may be given with it. */
export interface HopTarget extends SshTarget {
  /** ProxyJump for it, whatever its configuration says. */
  jump?: string
}
