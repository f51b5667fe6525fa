import type { ApiError } from '../contract/errors.ts'
import { failureKinds } from '../failure.ts'
import { sentenceOf } from './request-failed.ts'

/** A machine that has just started has no picture for a moment; one that never has will not have one later. */
const patience = 3

/** Why there is no new picture of a screen; null: one is on its way. */
export function whyNoScreen({
  active,
  draws,
  open,
  error,
  missed,
}: {
  active: boolean
  /** Its hypervisor takes pictures at all. */
  draws: boolean
  /** Its connection is open. */
  open: boolean
  error: ApiError | null
  missed: number
}): string | null {
  if (!active) return 'It is off.'
  if (!open) return 'Its host is out of reach.'
  if (!draws) return 'This hypervisor gives no picture of a screen.'
  if (error === null) return null
  const over = missed >= patience || failureKinds[error.code].retry === 'never'
  if (!over) return null
  // of a guest without a display QEMU says no more than that it has refused
  const isHosts = error.code === 'host.unsupported' || error.code === 'host.refused'
  return isHosts ? 'There is no picture of its screen.' : sentenceOf(error)
}
