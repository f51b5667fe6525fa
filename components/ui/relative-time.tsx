'use client'

import { useCallback } from 'react'
import { formatSpan } from '@/lib/format.ts'
import type { Milliseconds } from '@/lib/units.ts'
import { classes } from './classes.ts'
import { useTicking } from './ticking.tsx'

const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** A moment, in the person's own time zone and manner: for the browser only. */
const formatMoment = (at: Milliseconds): string => absolute.format(at)

/**
 * How long ago, the moment itself on hover. `bare`: only the span ("41 d"), as in a table;
 * else "4 s ago", "just now".
 */
export function RelativeTime({
  at,
  bare = false,
  className,
}: {
  at: Milliseconds
  bare?: boolean
  className?: string | undefined
}) {
  const say = useCallback(
    (now: Milliseconds) => {
      const span = formatSpan(now - at)
      if (bare) return span
      return now - at < 1_000 ? 'just now' : `${span} ago`
    },
    [at, bare],
  )
  const said = useTicking(say)
  return (
    <time
      dateTime={new Date(at).toISOString()}
      data-tip={said === null ? undefined : formatMoment(at)}
      className={classes('num whitespace-nowrap', className)}
    >
      {said}
    </time>
  )
}

/** How long until then: "8 s"; "now" once it has come. */
export function Countdown({ until }: { until: Milliseconds }) {
  const left = useCallback(
    (now: Milliseconds) =>
      until - now <= 0 ? 'now' : formatSpan(Math.ceil((until - now) / 1000) * 1000),
    [until],
  )
  return <span className="num whitespace-nowrap">{useTicking(left)}</span>
}
