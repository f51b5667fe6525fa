import { attribute, type XmlElement } from '../element.ts'
import { valueAt } from '../fields.ts'

/** Whether a `<domain>` is Xen's, which has other buses, bridges and addresses than QEMU. */
export const isXen = (domain: XmlElement): boolean => attribute(domain, 'type') === 'xen'

/** Whether it is a whole emulated machine, rather than one whose guest knows of its hypervisor. */
export const isHvm = (domain: XmlElement): boolean => valueAt(domain, 'os/type') === 'hvm'
