import { endpoints } from './endpoints.ts'
import { audit } from './handlers/audit.ts'
import { connections } from './handlers/connections.ts'
import { consoles } from './handlers/consoles.ts'
import { domains } from './handlers/domains.ts'
import { history } from './handlers/history.ts'
import { people } from './handlers/people.ts'
import { questions } from './handlers/questions.ts'
import { session } from './handlers/session.ts'
import { tasks } from './handlers/tasks.ts'
import type { Services } from './services.ts'

/** Every row of the contract with its handler; one that is missing does not compile. */
export function router(services: Services) {
  const rows = endpoints(services)
  return rows.router({
    session: session(rows, services),
    people: people(rows, services),
    connections: connections(rows, services),
    questions: questions(rows, services),
    history: history(rows, services),
    domains: domains(rows, services),
    consoles: consoles(rows, services),
    tasks: tasks(rows, services),
    audit: audit(rows, services),
  })
}
