/** Lines of qemu.conf. No cgroups, labels or namespaces: a guest is a plain process that dies with its daemon. */
export const qemuConf: readonly string[] = [
  'user = "root"',
  'group = "root"',
  'stdio_handler = "file"',
  'security_driver = "none"',
  'cgroup_controllers = []',
  'namespaces = []',
]
