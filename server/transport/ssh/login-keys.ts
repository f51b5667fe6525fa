import { Failure } from '../../../lib/failure.ts'
import { sshTrouble } from '../../../lib/libvirt/troubles/ssh.ts'
import { agentIdentities, OneKeyAgent } from './agent.ts'
import { type Identity, publicKeyOf, readIdentity } from './identities.ts'
import { type LoginContext, mostWrong, type Tries } from './login-context.ts'

/** The agent's keys: first those that files name, then the others unless only named ones are wanted. */
export async function* withAgent(context: LoginContext): Tries {
  const { agent, identityFiles, identitiesOnly } = context.settings
  if (agent === null) return null
  let held: Identity[]
  try {
    held = await agentIdentities(agent)
  } catch (cause) {
    const why = `the agent at ${agent} does not answer: ${(cause as Error).message}`
    note(context, { path: agent, trouble: 'ssh-agent', why })
    return null
  }
  const blobs = await Promise.all(identityFiles.map((path) => publicKeyOf(path)))
  const rank = ({ key }: Identity) => {
    const at = blobs.findIndex((blob) => blob?.equals(key.getPublicSSH()))
    return at < 0 ? blobs.length : at
  }
  const wanted = identitiesOnly ? held.filter((one) => rank(one) < blobs.length) : held
  for (const identity of wanted.toSorted((one, other) => rank(one) - rank(other))) {
    const made = yield* show(identity, context)
    if (made !== null) return made
  }
  return null
}

/** The keys of files, in their order. */
export async function* withFiles(context: LoginContext): Tries {
  const { settings, uid } = context
  for (const path of settings.identityFiles) {
    const read = await readIdentity(path, uid, (of, reason) => askPassphrase(of, reason, context))
    if (read === null) {
      const why = `${path} is not there, or may not be read`
      if (settings.identitiesNamed) note(context, { path, trouble: 'ssh-key-missing', why })
    } else if ('why' in read) {
      note(context, read)
    } else {
      const made = yield* show(read, context)
      if (made !== null) return made
    }
  }
  return null
}

function note({ unusable }: LoginContext, found: LoginContext['unusable'][number]): void {
  if (!unusable.some(({ path }) => path === found.path)) unusable.push(found)
}

/**
 * Shows a public key, and signs when the host would take it. ssh2 keeps to itself that a key was accepted as one of
 * several steps: the host then names other methods than before, and that is how it is told here.
 */
async function* show(identity: Identity, context: LoginContext): Tries {
  const blob = identity.key.getPublicSSH().toString('base64')
  if (context.shown.has(blob)) return null
  context.shown.add(blob)
  context.trying = `key ${identity.name}`
  const before = [...context.left].sort().join()
  const agent = new OneKeyAgent(identity)
  yield { type: 'agent', username: context.user, agent }
  if (agent.failure instanceof Failure) throw agent.failure
  const { left } = context
  if ([...left].sort().join() !== before) return { left, stepped: true }
  context.tried.push(context.trying)
  return null
}

async function askPassphrase(
  path: string,
  reason: string | null,
  context: LoginContext,
): Promise<string> {
  if (reason !== null) context.wrong++
  if (context.settings.silent || context.wrong >= mostWrong) {
    throw sshTrouble(
      'ssh-key-passphrase',
      reason ?? `${path} has a passphrase, and nobody may be asked for it.`,
    )
  }
  if (reason === null && context.filed !== null) return context.filed
  const question = { kind: 'credentials', what: 'key-passphrase', subject: path, reason } as const
  const fields = [{ label: 'Passphrase', secret: true, value: '' }]
  const [passphrase] = await context.asker.credentials(
    { ...question, instruction: null, fields },
    context.signal,
  )
  return passphrase ?? ''
}
