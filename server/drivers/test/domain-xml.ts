import {
  attribute,
  child,
  children,
  make,
  makeText,
  text,
  type XmlElement,
} from '../../../lib/xml/element.ts'
import { arrange } from './arrange.ts'
import { hostArch } from './capabilities-xml.ts'
import { devicesXml } from './devices-xml.ts'
import type { DomainFigures } from './domain-figures.ts'
import { metadataXml } from './metadata-xml.ts'
import { eachXml, pinsXml } from './vcpu-figures.ts'

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
  '…',
  'devices',
  'seclabel',
]

/**
 * A definition as libvirt's test driver keeps it: what was left out is filled in, everything stands in its place.
 * The kinds of device of device-xml.ts come out as from libvirt 9.0; others, and attributes within elements, stay
 * in the order they were given. The test driver gives no PCI addresses of its own.
 */
export function domainXml(
  domain: XmlElement,
  figures: DomainFigures,
  id: number | null,
): XmlElement {
  const given = (name: string, instead: string) => child(domain, name) ?? make(name, {}, [instead])
  return arrange(domain, {
    order,
    attributes: { type: attribute(domain, 'type'), id },
    put: {
      name: make('name', {}, [figures.name]),
      uuid: make('uuid', {}, [figures.uuid]),
      metadata: metadataXml(domain),
      memory: make('memory', { unit: 'KiB' }, [String(figures.maxMemory)]),
      currentMemory: make('currentMemory', { unit: 'KiB' }, [String(figures.memory)]),
      vcpu: vcpuXml(domain, figures),
      vcpus: eachXml(figures),
      cputune: cputuneXml(domain, figures),
      os: osXml(domain),
      features: featuresXml(domain),
      clock: child(domain, 'clock') ?? make('clock', { offset: 'utc' }),
      on_poweroff: given('on_poweroff', 'destroy'),
      on_reboot: given('on_reboot', 'restart'),
      on_crash: given('on_crash', 'destroy'),
      devices: devicesXml(child(domain, 'devices') ?? make('devices'), domain, figures.uuid),
    },
  })
}

function vcpuXml(domain: XmlElement, { vcpus, maxVcpus, cpus }: DomainFigures): XmlElement {
  const given = child(domain, 'vcpu') ?? make('vcpu')
  const vcpu = arrange(given, {
    order: ['…'],
    attributes: {
      placement: attribute(given, 'placement') ?? 'static',
      cpuset: cpus,
      current: vcpus === maxVcpus ? null : vcpus,
    },
  })
  return { ...vcpu, children: [makeText(String(maxVcpus))] }
}

const tuneOrder = [
  ...['shares', 'period', 'quota', 'global_period', 'global_quota'],
  ...['emulator_period', 'emulator_quota', 'iothread_period', 'iothread_quota'],
  ...['vcpupin', 'emulatorpin', 'iothreadpin', '…'],
]

function cputuneXml(domain: XmlElement, figures: DomainFigures): XmlElement | null {
  const vcpupin = pinsXml(figures)
  const given = child(domain, 'cputune') ?? make('cputune')
  const tune = arrange(given, { order: tuneOrder, put: { vcpupin } })
  return children(tune).length > 0 ? tune : null
}

const osOrder = [
  ...['type', 'firmware', 'init', 'initarg', 'loader', 'nvram', 'kernel', 'initrd', 'cmdline'],
  ...['…', 'boot', 'bootmenu'],
]

function osXml(domain: XmlElement): XmlElement {
  const os = child(domain, 'os') ?? make('os')
  const type = child(os, 'type') ?? make('type')
  const boots = children(os, 'boot')
  const full = text(type).trim() === 'hvm'
  const implied = full && boots.length === 0 && !hasBootOrder(domain)
  const loader = child(os, 'loader')
  return arrange(os, {
    order: osOrder,
    put: {
      type: arrange(type, {
        order: ['…'],
        attributes: { arch: attribute(type, 'arch') ?? hostArch },
      }),
      loader: loader && loaderXml(loader, full),
      boot: implied ? make('boot', { dev: 'hd' }) : boots,
    },
  })
}

/** A fully virtualised guest's loader is a ROM unless it says what else. */
function loaderXml(loader: XmlElement, full: boolean): XmlElement {
  if (!full || attribute(loader, 'type') !== null) return loader
  const { attributes } = make('loader', { type: 'rom' })
  return { ...loader, attributes: [...loader.attributes, ...attributes] }
}

/** virDomainFeature, in its order. */
const features = [
  ...['acpi', 'apic', 'pae', 'hap', 'viridian', 'privnet', 'hyperv', 'kvm', 'pvspinlock'],
  ...['capabilities', 'pmu', 'vmport', 'gic', 'smm', 'ioapic', 'hpt', 'vmcoreinfo', '…'],
]

function featuresXml(domain: XmlElement): XmlElement | null {
  const given = child(domain, 'features')
  return given && arrange(given, { order: features })
}

function hasBootOrder(domain: XmlElement): boolean {
  const devices = child(domain, 'devices')
  return devices !== null && children(devices).some((one) => child(one, 'boot') !== null)
}
