import { z } from 'zod'
import {
  affects,
  type DomainChange,
  type DomainChanges,
  type HostChange,
  type HostChanges,
  mostXml,
} from '../libvirt/changes.ts'
import {
  destinationRules,
  domainNameRules,
  hostPathRules,
  type TextRule,
} from '../libvirt/text-rules.ts'
import { endpoint, onConnection, onDomain } from './endpoint.ts'
import { taskRow } from './live.ts'

const xml = z.string().min(1).max(mostXml)
const ruled = (text: z.ZodString, rules: readonly TextRule[]) =>
  rules.reduce((schema, { holds, says }) => schema.regex(holds, says), text)
const domainName = ruled(z.string().trim(), domainNameRules)
const path = ruled(z.string(), hostPathRules)
const kib = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER)
const what = z.enum(affects)
const cpu = z.number().int().min(0).max(65_535)

/** What each change of a domain is told. */
const domainChangeInputs = {
  undefine: z.object({}),
  rename: z.object({ name: domainName }),
  setAutostart: z.object({ on: z.boolean() }),
  save: z.object({ path }),
  dump: z.object({ path, live: z.boolean(), crash: z.boolean() }),
  migrate: z.object({
    destination: ruled(z.string().trim(), destinationRules),
    live: z.boolean(),
  }),
  setMemory: z.object({ memory: kib, affects: what }),
  setMaxMemory: z.object({ memory: kib }),
  setVcpus: z.object({ vcpus: z.number().int().min(1).max(65_535), affects: what }),
  pinVcpu: z.object({ vcpu: cpu, cpus: z.array(cpu).min(1).max(65_536), affects: what }),
  setSchedule: z.object({
    parameters: z
      .array(z.object({ name: z.string().min(1).max(80), value: z.number() }))
      .min(1)
      .max(64),
    affects: what,
  }),
  attachDevice: z.object({ xml, affects: what }),
  detachDevice: z.object({ xml, affects: what }),
} satisfies { [K in DomainChange]: z.ZodObject & z.ZodType<DomainChanges[K]> }

/** What each change of a host is told. */
const hostChangeInputs = {
  define: z.object({ xml }),
  create: z.object({ xml, paused: z.boolean() }),
  restore: z.object({ path }),
} satisfies { [K in HostChange]: z.ZodObject & z.ZodType<HostChanges[K]> }

const onDomainChange = <S extends z.ZodRawShape>(change: DomainChange, { shape }: z.ZodObject<S>) =>
  endpoint(
    'POST',
    `/connections/{connection}/domains/{domain}/${change}`,
    'administer',
    'connection',
    `domain.${change}`,
  )
    .input(onDomain.extend(shape))
    .output(taskRow)

const onHostChange = <S extends z.ZodRawShape>(change: HostChange, { shape }: z.ZodObject<S>) =>
  endpoint(
    'POST',
    `/connections/{connection}/domains/${change}`,
    'administer',
    'connection',
    `domain.${change}`,
  )
    .input(onConnection.extend(shape))
    .output(taskRow)

/** One endpoint a change; each answers with its task. */
export const changeEndpoints = {
  undefine: onDomainChange('undefine', domainChangeInputs.undefine),
  rename: onDomainChange('rename', domainChangeInputs.rename),
  setAutostart: onDomainChange('setAutostart', domainChangeInputs.setAutostart),
  save: onDomainChange('save', domainChangeInputs.save),
  dump: onDomainChange('dump', domainChangeInputs.dump),
  migrate: onDomainChange('migrate', domainChangeInputs.migrate),
  setMemory: onDomainChange('setMemory', domainChangeInputs.setMemory),
  setMaxMemory: onDomainChange('setMaxMemory', domainChangeInputs.setMaxMemory),
  setVcpus: onDomainChange('setVcpus', domainChangeInputs.setVcpus),
  pinVcpu: onDomainChange('pinVcpu', domainChangeInputs.pinVcpu),
  setSchedule: onDomainChange('setSchedule', domainChangeInputs.setSchedule),
  attachDevice: onDomainChange('attachDevice', domainChangeInputs.attachDevice),
  detachDevice: onDomainChange('detachDevice', domainChangeInputs.detachDevice),
  define: onHostChange('define', hostChangeInputs.define),
  create: onHostChange('create', hostChangeInputs.create),
  restore: onHostChange('restore', hostChangeInputs.restore),
}
