import { z } from 'zod'
import { type TextDevice, textKinds } from '../libvirt/consoles.ts'
import type { DirectDisplay } from '../libvirt/direct-display.ts'
import { endpoint, onDomain } from './endpoint.ts'
import { apiError } from './errors.ts'

/** What of a running domain can be looked at. `whyNot`: why its display is out of reach from here, or null. */
const displayRow = z.object({
  index: z.number(),
  kind: z.string(),
  whyNot: z.string().nullable(),
  /** What would bring it into reach after the next start: to listen on an address that we can dial. */
  mend: z.enum(['listen-on-all']).nullable(),
  /** Where a program beside the browser dials it by itself, or null: it would not get there. */
  direct: z
    .object({
      host: z.string().nullable(),
      port: z.number().nullable(),
      tlsPort: z.number().nullable(),
    })
    .nullable() satisfies z.ZodType<DirectDisplay | null>,
})

const textRow = z.object({
  name: z.string(),
  kind: z.enum(textKinds),
  target: z.string().nullable(),
  backend: z.string(),
}) satisfies z.ZodType<TextDevice>

export const consoleList = z.object({ displays: z.array(displayRow), texts: z.array(textRow) })
export type ConsoleList = z.infer<typeof consoleList>

/** Which console of a domain: a display by its index, or a text device by its name. */
export const consoleChoice = z.discriminatedUnion('by', [
  z.object({ by: z.literal('display'), index: z.number().int().min(0).max(255) }),
  z.object({
    by: z.literal('text'),
    device: z.string().min(1).max(200),
    /** Takes it from whoever has it outside of Oirase (VIR_DOMAIN_CONSOLE_FORCE). */
    force: z.boolean().default(false),
  }),
])
export type ConsoleChoice = z.infer<typeof consoleChoice>

/** The way in: the ticket is good once, for 30 s, for this session, console and origin. */
const admission = z.object({ console: z.string(), ticket: z.string() })
export type Admission = z.infer<typeof admission>

const enter = (verb: 'open' | 'watch', needs: 'operate' | 'view') =>
  endpoint(
    'POST',
    `/connections/{connection}/domains/{domain}/consoles/${verb}`,
    needs,
    'connection',
    `console.${verb}`,
  )
    .input(onDomain.extend({ choice: consoleChoice }))
    .output(admission)

export const consoleEndpoints = {
  list: endpoint(
    'GET',
    '/connections/{connection}/domains/{domain}/consoles',
    'view',
    'connection',
    null,
  )
    .input(onDomain)
    .output(consoleList),
  open: enter('open', 'operate'),
  /** Sees and never types; only where the configuration lets viewers watch. */
  watch: enter('watch', 'view'),
  /** Through QEMU's monitor, by which libvirt counts the domain as tainted until it is started anew. */
  sendBreak: endpoint(
    'POST',
    '/connections/{connection}/domains/{domain}/consoles/break',
    'operate',
    'connection',
    'console.break',
  )
    .input(onDomain.extend({ device: z.string().min(1).max(200) }))
    .output(z.object({})),
}

/** Somebody who has this console open. One of them has the keyboard and the mouse. */
const present = z.object({ id: z.string(), person: z.string(), controls: z.boolean() })
export type Present = z.infer<typeof present>

/** What a display may ask for: a password alone, or a name with it. */
export const displaySecrets = ['password', 'login'] as const
export type DisplaySecret = (typeof displaySecrets)[number]
const longestSecret = 256

/**
 * Text frames of a console's socket, server to browser; binary frames are the console's own bytes. `opened` comes
 * before any of them.
 */
export const consoleMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('opened'), you: z.string(), kind: z.string() }),
  z.object({ type: z.literal('here'), people: z.array(present) }),
  /**
   * The display lets nobody in without what only a person knows; `reason`: why what was given before will not do. It
   * is asked before `opened`.
   */
  z.object({
    type: z.literal('asks'),
    what: z.enum(displaySecrets),
    reason: z.string().nullable(),
  }),
  /** It is over: why, or null when the guest or we ended it in peace. */
  z.object({ type: z.literal('ended'), error: apiError.nullable() }),
])
export type ConsoleMessage = z.infer<typeof consoleMessage>

/** Browser to server. `take`: give me the keyboard; `give`: let somebody else have it; `answer`: to what it asks. */
export const consoleRequest = z.discriminatedUnion('type', [
  z.object({ type: z.literal('take') }),
  z.object({ type: z.literal('give'), to: z.string().max(64) }),
  z.object({
    type: z.literal('answer'),
    user: z.string().max(longestSecret),
    password: z.string().max(longestSecret),
  }),
])
export type ConsoleRequest = z.infer<typeof consoleRequest>
