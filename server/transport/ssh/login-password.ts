import { type LoginContext, mostWrong, type Tries } from './login-context.ts'

/** A password: auth.conf's, then what the asker has or a person gives, until it is right or there were too many. */
export async function* withPassword(context: LoginContext): Tries {
  let reason: string | null = null
  for (let filed = context.filed; context.wrong < mostWrong; filed = null) {
    if (filed === null && context.settings.silent) return null
    context.trying = filed === null ? 'a password' : 'the password of auth.conf'
    const password: string = filed ?? (await askPassword(reason, context))
    const made = yield { type: 'password', username: context.user, password }
    if (made.stepped) return made
    context.wrong++
    context.tried.push(context.trying)
    if (filed === null) reason = 'The host did not accept this password.'
  }
  return null
}

async function askPassword(reason: string | null, context: LoginContext): Promise<string> {
  const { subject, asker, signal } = context
  const fields = [{ label: 'Password', secret: true, value: '' }]
  const about = { kind: 'credentials', what: 'ssh-password', subject, reason } as const
  const [password] = await asker.credentials({ ...about, instruction: null, fields }, signal)
  return password ?? ''
}
