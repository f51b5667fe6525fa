import { changeWords } from '../libvirt/change-words.ts'
import { domainActions } from '../libvirt/domain-state.ts'
import { actionWords } from '../libvirt/words.ts'

/** What was done, by audit verb, as a person would say it; "Run", "Force off", "Rename" come from the tables of actions and changes. */
const words: Readonly<Record<string, string>> = {
  'session.claim': 'Become the first administrator',
  'session.sign-in': 'Sign in',
  'session.sign-out': 'Sign out',
  'session.revoke': 'End a session',
  'session.set-password': 'Change password',
  'person.create': 'Add person',
  'person.update': 'Change person',
  'person.remove': 'Remove person',
  'connection.open': 'Connect',
  'connection.update': 'Change connection',
  'connection.reopen': 'Reconnect',
  'connection.close': 'Disconnect',
  'connection.remove': 'Remove connection',
  'connection.examine': 'Test address',
  'console.open': 'Open a console',
  'console.watch': 'Watch a console',
  'console.break': 'Send a break',
  'console.enter': 'Enter a console',
  'console.close': 'Leave a console',
  'question.answer': 'Answer a host’s question',
  'history.update': 'Change history entry',
  'history.forget': 'Forget history entry',
  'history.clear': 'Clear history',
  'live.listen': 'Follow live',
  'audit.strangers': 'Further attempts by strangers',
  ...Object.fromEntries(
    Object.entries(changeWords).map(([verb, { label }]) => [`domain.${verb}`, label]),
  ),
  ...Object.fromEntries(domainActions.map((verb) => [`domain.${verb}`, actionWords[verb].label])),
}

/** The words for an audit verb; one that this page does not know is shown as it is. */
export const verbWords = (verb: string): string => words[verb] ?? verb
