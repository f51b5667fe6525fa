/** What a connection that speaks to xend itself calls its hypervisor, so that the page can tell it from libvirt's Xen. */
export const xendHypervisor = 'Xen (xend)'
