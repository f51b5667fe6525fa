import type { Sexpr } from './sexpr.ts'
import { wholeAt } from './values.ts'

/**
 * `xend_config_format` of the node: 1 is Xen up to 3.0.2, which does not say it; 2 is 3.0.3, where `dev` tells disks
 * from CD-ROMs; 3 is 3.0.4, the first to keep inactive domains; 4 is 3.1 and everything after.
 */
export type ConfigFormat = 1 | 2 | 3 | 4

export function readConfigFormat(node: Sexpr): ConfigFormat {
  const value = wholeAt(node, Number.MAX_SAFE_INTEGER, 'xend_config_format') ?? 1
  if (value >= 4) return 4
  return value === 3 || value === 2 ? value : 1
}

/** Whether definitions of inactive domains are kept: with them come `new`, `start`, `delete` and lookup by uuid. */
export const keepsInactive = (format: ConfigFormat): boolean => format >= 3
