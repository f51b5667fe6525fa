/** Going anywhere else closes the dialog. */
export default function NoDialog() {
  return null
}
