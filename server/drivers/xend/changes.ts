import type { ChangeOps } from '../driver.ts'
import type { Random } from './card-address.ts'
import { rename, setAutostart, undefine } from './definitions.ts'
import { attachDevice, detachDevice } from './device-changes.ts'
import { create, define } from './host-changes.ts'
import { dump, migrate, restore, save } from './moves.ts'
import { pinVcpu, setMaxMemory, setMemory, setVcpus } from './resources.ts'
import { setSchedule } from './schedule.ts'
import type { Subject, XendDomains } from './xend-domains.ts'

type Change<Asked> = (
  domains: XendDomains,
  subject: Subject,
  asked: Asked,
  random: Random,
) => Promise<void>

type Making<Asked> = (domains: XendDomains, asked: Asked, random: Random) => Promise<string | null>

/** All that may be done to a xend's domains besides their life's actions. What its version lacks is null. */
export function changeOps(domains: XendDomains, random: Random): ChangeOps {
  const { can } = domains
  const ofOne =
    <Asked>(change: Change<Asked>) =>
    (uuid: string, asked: Asked) =>
      domains.changing(uuid, (subject) => change(domains, subject, asked, random))
  const ofHost =
    <Asked>(make: Making<Asked>) =>
    (asked: Asked) =>
      domains.making(() => make(domains, asked, random))
  return {
    undefine: can.keeps ? ofOne(undefine) : null,
    rename: ofOne(rename),
    setAutostart: can.autostarts ? ofOne(setAutostart) : null,
    save: ofOne(save),
    dump: can.keeps ? ofOne(dump) : null,
    migrate: ofOne(migrate),
    setMemory: ofOne(setMemory),
    // of what is off, and there is none where nothing is kept
    setMaxMemory: can.keeps ? ofOne(setMaxMemory) : null,
    setVcpus: ofOne(setVcpus),
    pinVcpu: can.pins ? ofOne(pinVcpu) : null,
    setSchedule: can.credit ? ofOne(setSchedule) : null,
    attachDevice: ofOne(attachDevice),
    detachDevice: ofOne(detachDevice),
    define: can.keeps ? ofHost(define) : null,
    create: ofHost(create),
    restore: ofHost(restore),
    renameActive: true,
  }
}
