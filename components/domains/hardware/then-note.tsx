/** Beside a value that will be another after the next start: which one. */
export const ThenNote = ({
  now,
  later,
}: {
  now: string | number | null
  later: string | number | null
}) =>
  now === later ? null : (
    <span className="ms-2 text-small text-pause">after next start: {later ?? 'none'}</span>
  )
