const os = '<os><type>hvm</type></os>'
const typed = (inside: string) =>
  `<domain type='test'><name>q</name><memory>4096</memory>${inside}</domain>`
const device = (inside: string) => typed(`${os}<devices>${inside}</devices>`)
const disk = (inside: string, attributes = '') => `<disk${attributes}>${inside}</disk>`
const source = `<source file='/a'/>`
const target = `<target dev='vda'/>`

/** Definitions that libvirt 9.0 refuses, and what it says: refused.test.ts and golden.real.test.ts ask both. */
export const refused: readonly (readonly [definition: string, says: string])[] = [
  ['<network/>', "XML error: expecting root element of 'domain', not 'network'"],
  [`<domain><name>q</name>${os}</domain>`, 'internal error: missing domain type attribute'],
  [
    `<domain type='test'><name>q</name>${os}</domain>`,
    'XML error: Memory size must be specified via <memory> or in the <numa> configuration',
  ],
  [`<domain type='test'>${os}</domain>`, 'missing name information'],
  [
    `<domain type='test'><name>a/b</name><memory>1</memory>${os}</domain>`,
    "XML error: name a/b cannot contain '/'",
  ],
  [typed(''), 'XML error: an os <type> must be specified'],
  [
    typed(`<os><type arch='zzz'>hvm</type></os>`),
    'unsupported configuration: Unknown architecture zzz',
  ],
  [typed(`${os}<uuid>x</uuid>`), 'internal error: malformed uuid element'],
  [typed(`${os}<vcpu>0</vcpu>`), 'internal error: CPU IDs in <numa> exceed the <vcpu> count'],
  [
    typed(`${os}<vcpu current='x'>1</vcpu>`),
    "XML error: Invalid value for attribute 'current' in element 'vcpu': 'x'. Expected non-negative integer value",
  ],
  [typed(`${os}<vcpu cpuset='3-1'>1</vcpu>`), "invalid argument: Failed to parse bitmap '3-1'"],
  [
    typed(`${os}<vcpu cpuset='^3'>1</vcpu>`),
    "unsupported configuration: Invalid value of 'cpuset': ^3",
  ],
  [
    typed(`${os}<vcpus><vcpu id='1' enabled='yes'/></vcpus>`),
    "XML error: vcpu id '1' is out of range of maximum vcpu count",
  ],
  [
    typed(`${os}<vcpus><vcpu id='0'/></vcpus>`),
    "XML error: Missing required attribute 'enabled' in element 'vcpu'",
  ],
  [
    typed(`${os}<cputune><vcpupin vcpu='0'/></cputune>`),
    'internal error: missing cpuset for vcpupin',
  ],
  [
    typed(`${os}<cputune><vcpupin vcpu='0' cpuset='1'/><vcpupin vcpu='0' cpuset='1'/></cputune>`),
    "internal error: duplicate vcpupin for vcpu '0'",
  ],
  [device(disk(source)), 'missing target information for device /a'],
  [device(disk(target)), 'missing source information for device vda'],
  [
    device(disk(`${source}<target dev='zda'/>`)),
    "XML error: Unknown disk name 'zda' and no address specified",
  ],
  [
    device(disk(source + target) + disk(`<source file='/b'/>${target}`)),
    "XML error: target 'vda' duplicated for disk sources '/a' and '/b'",
  ],
  [
    device(disk(source + target, ` device='tape'`)),
    "XML error: Invalid value for attribute 'device' in element 'disk': 'tape'.",
  ],
  [
    device(disk(`${source}<target dev='vda' bus='x'/>`)),
    "XML error: Invalid value for attribute 'bus' in element 'target': 'x'.",
  ],
  [
    typed(
      `<os><type>hvm</type><boot dev='hd'/></os><devices>${disk(`${source}${target}<boot order='1'/>`)}</devices>`,
    ),
    'unsupported configuration: per-device boot elements cannot be used together with os/boot elements',
  ],
  [
    device(`<interface type='network'/>`),
    "XML error: interface type='network' requires a 'source' element",
  ],
  [
    device(`<interface type='user'><mac address='zz'/></interface>`),
    "XML error: unable to parse mac address 'zz'",
  ],
  [
    device(`<interface type='user'><mac address='01:0:0:0:0:0'/></interface>`),
    "XML error: expected unicast mac address, found multicast '01:0:0:0:0:0'",
  ],
  [device('<graphics/>'), "XML error: Missing required attribute 'type' in element 'graphics'"],
  [
    device(`<controller type='x'/>`),
    "XML error: Invalid value for attribute 'type' in element 'controller': 'x'.",
  ],
]
