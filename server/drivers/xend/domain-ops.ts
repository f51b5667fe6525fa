import type { Driver } from '../driver.ts'
import { actions } from './actions.ts'
import { writeDomainXml } from './domain-xml.ts'
import { readSchedule } from './schedule.ts'
import { readVcpus } from './vcpus.ts'
import type { XendDomains } from './xend-domains.ts'

/** The actions of a domain's life, and what is read of one domain. */
export function domainOps(domains: XendDomains): Driver['domains'] {
  const { calls, can, host } = domains
  const action = (which: keyof typeof actions) => (uuid: string) =>
    domains.changing(uuid, async ({ row, name }) => {
      const { do: act, ending } = actions[which]
      const work = () => act(calls, name)
      await (ending === undefined ? work() : domains.ending(row.uuid, ending, work))
    })
  return {
    start: action('start'),
    suspend: action('suspend'),
    resume: action('resume'),
    shutdown: action('shutdown'),
    reboot: action('reboot'),
    reset: null,
    destroy: action('destroy'),
    managedSave: null,
    xml: async (uuid, inactive) => {
      const subject = await domains.find(uuid)
      const domain = inactive ? await domains.kept(subject) : await domains.told(subject)
      return writeDomainXml(domain, { format: host.format, inactive })
    },
    vcpus: async (uuid) => readVcpus(domains, await domains.find(uuid)),
    schedule: can.credit ? async (uuid) => readSchedule(domains, await domains.find(uuid)) : null,
    screenshot: null,
  }
}
