/** Going home closes the dialog. */
export default function NoDialog() {
  return null
}
