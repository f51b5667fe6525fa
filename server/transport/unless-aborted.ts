/** What `work` comes to, unless `signal` aborts before: then rejects with what it says, and `work` is on its own. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const ended = new AbortController()
  const aborted = new Promise<never>((_, reject) => {
    const leave = () => reject(signal.reason)
    if (signal.aborted) leave()
    signal.addEventListener('abort', leave, { signal: ended.signal })
  })
  work.catch(() => {}) // when nobody waits for it any more
  try {
    return await Promise.race([work, aborted])
  } finally {
    ended.abort()
  }
}
