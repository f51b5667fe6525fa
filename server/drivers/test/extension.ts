import { type DomainChange, domainChanges } from '../../../lib/libvirt/changes.ts'
import { type DomainAction, domainActions } from '../../../lib/libvirt/domain-state.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import { attribute, children, text, type XmlElement } from '../../../lib/xml/element.ts'
import { type Measure, measures } from './measures.ts'
import { fault } from './refusal.ts'

/** Elements of ours in a world's file. libvirt passes over elements of a namespace it does not know. */
const oirase = 'urn:oirase:world:1'

/** What a domain does beyond libvirt's test driver. */
export interface Behaviour {
  /** Figures that move; null: libvirt's fabricated ones. `<oirase:load of base swing period/>` */
  load: Load | null
  /** Actions it refuses, and in which words, so that a failure can be had on purpose. `<oirase:refuses action>` */
  refuses: Map<DomainAction | DomainChange, string>
  /** How long its guest takes to shut down. `<oirase:shutdown seconds/>` */
  shutdown: Milliseconds
}

export type Load = Partial<Record<Measure, Swing>>

export interface Swing {
  base: number
  /** How far it goes from the base, at most now and then further. */
  swing: number
  /** Seconds from one high to the next, about. */
  period: number
}

const limits = { seconds: 600, period: 86_400, rate: 1e12 }

/** Reads what stands directly in `<domain>`. Throws Failure for what is not understood: it is ours to be strict with. */
export function readBehaviour(domain: XmlElement): Behaviour {
  const behaviour: Behaviour = { load: null, refuses: new Map(), shutdown: 0 }
  for (const element of children(domain).filter(({ namespace }) => namespace === oirase)) {
    if (element.local === 'load') {
      behaviour.load = { ...behaviour.load, ...readLoad(element) }
    } else if (element.local === 'refuses') {
      behaviour.refuses.set(readAction(element), text(element).trim())
    } else if (element.local === 'shutdown') {
      behaviour.shutdown = 1000 * number(element, 'seconds', limits.seconds)
    } else {
      throw fault('XML error', `there is no element '${element.local}' in ${oirase}`)
    }
  }
  return behaviour
}

function readLoad(element: XmlElement): Load {
  const of = measures.find((one) => one === attribute(element, 'of'))
  if (of === undefined) throw fault('XML error', `a load is one of ${measures.join(', ')}`)
  return {
    [of]: {
      base: number(element, 'base', limits.rate),
      swing: number(element, 'swing', limits.rate, 0),
      period: Math.max(1, number(element, 'period', limits.period, 60)),
    },
  }
}

const refusable = [...domainActions, ...domainChanges]

function readAction(element: XmlElement): DomainAction | DomainChange {
  const action = refusable.find((one) => one === attribute(element, 'action'))
  if (action === undefined) {
    throw fault('XML error', `an action is one of ${refusable.join(', ')}`)
  }
  return action
}

function number(element: XmlElement, name: string, most: number, instead?: number): number {
  const value = attribute(element, name)
  if (value === null && instead !== undefined) return instead
  if (value === null || !/^\d{1,12}(\.\d{1,6})?$/.test(value) || Number(value) > most) {
    throw fault('XML error', `'${name}' of ${element.name} is not a number from 0 to ${most}`)
  }
  return Number(value)
}
