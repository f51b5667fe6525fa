/**
 * Who may import whom. A room may always import itself; everything else must be listed here, so this
 * table is the architecture: a test walks the sources with it. The longest matching row governs a file.
 */
const leaves = ['lib']
const vocabulary = [...leaves, 'lib/libvirt']
const agreed = [...vocabulary, 'lib/contract']
const driver = [...vocabulary, 'lib/xml', 'server/transport', 'server/rpc']
const feature = [
  ...agreed,
  'lib/xml',
  'lib/client',
  'components/ui',
  'components/data',
  'components/shell',
]

export const rooms: Record<string, readonly string[]> = {
  // runs anywhere: no Node, no DOM, no React
  lib: [],
  'lib/libvirt': leaves,
  'lib/xml': vocabulary,
  'lib/contract': vocabulary,
  'lib/client': agreed,

  // browser
  'components/ui': leaves,
  'components/data': [...agreed, 'lib/client'],
  'components/shell': [...agreed, 'lib/client', 'components/ui', 'components/data'],
  'components/*': feature,
  app: [
    ...agreed,
    'components/ui',
    'components/data',
    'components/shell',
    'components/*',
    'server/seam.ts',
  ],

  // Node
  'server/config.ts': leaves,
  'server/log.ts': ['lib', 'server/config.ts'],
  'server/seam.ts': ['lib', 'lib/contract'],
  'server/transport': [...vocabulary, 'server/lent-bytes.ts'],
  'server/rpc': vocabulary,
  'server/drivers': [
    ...driver,
    'server/drivers/remote',
    'server/drivers/test',
    'server/drivers/xend',
    'server/drivers/xen-proxy',
  ],
  // none imports another
  'server/drivers/remote': [...driver, 'server/drivers'],
  'server/drivers/test': [...driver, 'server/drivers'],
  'server/drivers/xend': [...driver, 'server/drivers'],
  'server/drivers/xen-proxy': [...driver, 'server/drivers'],
  'server/store': [...agreed],
  'server/auth': [...agreed, 'server/store'],
  'server/audit': [...agreed, 'server/store'],
  'server/connections': [...agreed, 'lib/xml', 'server/drivers', 'server/store', 'server/log.ts'],
  'server/live': [
    ...agreed,
    'lib/xml',
    'server/connections',
    'server/drivers',
    'server/auth',
    'server/log.ts',
  ],
  'server/consoles': [
    ...agreed,
    'server/connections',
    'server/drivers',
    // a VNC display asks for SASL, too
    'server/drivers/remote',
    'server/auth',
    'server/store',
    'server/lent-bytes.ts',
    'server/log.ts',
  ],
  'server/http': [
    ...agreed,
    'server/consoles',
    'server/auth',
    'server/audit',
    'server/connections',
    'server/drivers',
    'server/live',
    'server/store',
    'server/config.ts',
    'server/log.ts',
    'server/seam.ts',
  ],
  'server/cli': [
    ...agreed,
    'server/auth',
    'server/connections',
    'server/drivers',
    'server/drivers/test',
    'server/store',
    'server/transport',
    'server/config.ts',
  ],
  'server/lent-bytes.ts': [],
  /** Builds every long-lived thing and sees the whole; main.ts only picks the command to load. */
  'server/serve.ts': ['*'],
  'server/main.ts': ['*'],

  // outside the product: may look at all of it
  e2e: ['*'],
}
