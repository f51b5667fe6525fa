import { say, type Trouble, troubledBy } from '../trouble.ts'

/** What goes wrong between a daemon that answers and one that lets us in, one row each. */
export const loginTroubles = {
  'login-auth-conf': {
    code: 'uri.refused',
    title: 'The file of credentials points at a group it does not have',
    advice: ({ host }) => [
      say(
        'On this server’s machine, give the entry a line `credentials=NAME`, and the file a group `[credentials-NAME]` with `username=` and `password=`.',
      ),
      say(`Or take the entry for ${host ?? 'localhost'} out: then you are asked.`),
    ],
  },
} as const satisfies Record<string, Trouble>

export const loginTrouble = troubledBy(loginTroubles)
