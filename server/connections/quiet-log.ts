import type { Log } from '../log.ts'

const nothing = () => {}

/** A log for tests that do not ask what was logged. */
export const quiet: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing }
