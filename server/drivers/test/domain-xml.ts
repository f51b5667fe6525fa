import { attribute, child, children, make, type XmlElement } from '../../../lib/xml/element.ts'
import { valueAt } from '../../../lib/xml/fields.ts'
import { arrange } from './arrange.ts'
import { inLibvirtsOrder } from './attribute-order.ts'
import { cputuneXml, cpuXml, vcpuXml } from './cpu-xml.ts'
import { devicesXml } from './devices-xml.ts'
import type { DomainFigures } from './domain-figures.ts'
import { kibsXml, kibXml } from './kib.ts'
import { metadataXml } from './metadata-xml.ts'
import { osXml } from './os-xml.ts'
import { eachXml } from './vcpu-figures.ts'

// virDomainDefFormatInternalSetRootName (src/conf/domain_conf.c) writes in these orders.
const order = [
  'name',
  'uuid',
  'genid',
  'title',
  'description',
  'metadata',
  'maxMemory',
  'memory',
  'currentMemory',
  'blkiotune',
  'memtune',
  'memoryBacking',
  'vcpu',
  'vcpus',
  'iothreads',
  'iothreadids',
  'defaultiothread',
  'cputune',
  'numatune',
  'resource',
  'sysinfo',
  'bootloader',
  'bootloader_args',
  'os',
  'idmap',
  'features',
  'cpu',
  'clock',
  'on_poweroff',
  'on_reboot',
  'on_crash',
  'pm',
  'perf',
  'devices',
  'seclabel',
  'keywrap',
  'launchSecurity',
]

/**
 * A definition as libvirt's test driver keeps it: what was left out is filled in, everything stands in its place.
 * What device-xml.ts and attribute-order.ts know comes out as from libvirt 9.0; the rest stays as it was given, but
 * elements that libvirt does not know are left out. The test driver gives no PCI addresses of its own.
 */
export function domainXml(
  domain: XmlElement,
  figures: DomainFigures,
  id: number | null,
): XmlElement {
  const given = (name: string, instead: string) => child(domain, name) ?? make(name, {}, [instead])
  const known = children(domain).filter(({ name }) => order.includes(name))
  const whole = arrange(
    { ...domain, children: known },
    {
      order,
      attributes: { type: attribute(domain, 'type'), id },
      put: {
        name: make('name', {}, [figures.name]),
        uuid: make('uuid', {}, [figures.uuid]),
        metadata: metadataXml(domain),
        maxMemory: kibXml(domain, 'maxMemory'),
        memtune: kibsXml(child(domain, 'memtune')),
        memory: make('memory', { unit: 'KiB' }, [String(figures.maxMemory)]),
        currentMemory: make('currentMemory', { unit: 'KiB' }, [String(figures.memory)]),
        vcpu: vcpuXml(domain, figures),
        vcpus: eachXml(figures),
        cputune: cputuneXml(domain, figures),
        os: osXml(domain),
        features: featuresXml(domain),
        cpu: cpuXml(child(domain, 'cpu')),
        clock: child(domain, 'clock') ?? make('clock', { offset: 'utc' }),
        on_poweroff: given('on_poweroff', 'destroy'),
        on_reboot: given('on_reboot', 'restart'),
        on_crash: given('on_crash', 'destroy'),
        devices: devicesXml(child(domain, 'devices') ?? make('devices'), {
          uuid: figures.uuid,
          osType: valueAt(domain, 'os/type') ?? 'hvm',
        }),
      },
    },
  )
  return inLibvirtsOrder(whole)
}

/** virDomainFeature, in its order. */
const features = [
  ...['acpi', 'apic', 'pae', 'hap', 'viridian', 'privnet', 'hyperv', 'kvm', 'pvspinlock'],
  ...['capabilities', 'pmu', 'vmport', 'gic', 'smm', 'ioapic', 'hpt', 'vmcoreinfo', '…'],
]

function featuresXml(domain: XmlElement): XmlElement | null {
  const given = child(domain, 'features')
  if (given === null) return null
  const hyperv = child(given, 'hyperv')
  const mode = (hyperv && attribute(hyperv, 'mode')) ?? 'custom'
  const put = { hyperv: hyperv && arrange(hyperv, { order: ['…'], attributes: { mode } }) }
  return arrange(given, { order: features, put })
}
