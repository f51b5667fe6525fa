/** Calls `again` when the colours of the page have become others. Returns how to end it. */
export function watchTheme(again: () => void): () => void {
  const themed = new MutationObserver(again)
  themed.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  const dark = matchMedia('(prefers-color-scheme: dark)')
  dark.addEventListener('change', again)
  return () => {
    themed.disconnect()
    dark.removeEventListener('change', again)
  }
}
