/** Memory as libvirt counts it everywhere in its API: KiB. */
export type KiB = number

/** Storage and traffic as libvirt counts them: bytes. */
export type Bytes = number

/** Milliseconds since the epoch, or a span of them. */
export type Milliseconds = number
