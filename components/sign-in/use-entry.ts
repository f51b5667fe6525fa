'use client'

import { useSearchParams } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { type Api, createApi } from '@/lib/client/api.ts'
import { asApiError } from '@/lib/client/request-failed.ts'
import { safeNext } from '@/lib/client/safe-next.ts'
import type { ApiError } from '@/lib/contract/errors.ts'

/** Nobody is signed in here, so that a session cannot end. */
export const openApi = createApi(
  (url, init) => fetch(url, init),
  () => undefined,
)

/** A form's text field; forms hold files too, ours do not. */
const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '')

/** One way into the product: what it asks the server, what went wrong, and where it leads. */
export function useEntry(enter: (api: Api, field: (name: string) => string) => Promise<unknown>) {
  const next = useSearchParams().get('next')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (busy) return
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setError(null)
    try {
      await enter(openApi, (name) => textOf(form, name))
      // a full load: the session's cookie decides what the next page may be
      window.location.assign(safeNext(next))
    } catch (cause) {
      setError(asApiError(cause))
      setBusy(false)
    }
  }
  return { busy, error, submit: (event: FormEvent<HTMLFormElement>) => void submit(event) }
}
