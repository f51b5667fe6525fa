import { type Message, TypedMessages } from '../typed-messages.ts'
import type { SpiceLink } from './link.ts'

/** SPICE_CHANNEL_MAIN and SPICE_CHANNEL_INPUTS (spice/enums.h). */
const main = 1
const inputs = 3
/** SPICE_MSGC_MAIN_AGENT_DATA: the clipboard, and files that are dropped. */
const agentData = 107
/** The first message of a channel's own; those before it are of every channel's housekeeping. */
const firstOwn = 101

const acts = (channel: number, type: number): boolean =>
  (channel === inputs && type >= firstOwn) || (channel === main && type === agentData)

const beginsOn =
  ({ mini, channel }: SpiceLink) =>
  (head: Buffer): Message | null => {
    const length = mini ? 6 : 18
    if (head.length < length) return null
    const [type, size] = mini
      ? [head.readUInt16LE(0), head.readUInt32LE(2)]
      : [head.readUInt16LE(8), head.readUInt32LE(10)]
    return { size: length + size, acts: acts(channel, type) }
  }

/** What a browser says on one SPICE channel. */
export class SpiceTyped extends TypedMessages {
  constructor(link: SpiceLink, mayType: () => boolean) {
    super({ begins: beginsOn(link), mayType })
  }
}
