/** No dialog: what a reload of any page starts with. */
export default function NoDialog() {
  return null
}
