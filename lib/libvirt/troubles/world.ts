import type { Dial } from '../plan-types.ts'
import { shellQuote } from '../shell-quote.ts'
import { type Advice, say, type Trouble, troubledBy } from '../trouble.ts'

const folderOf = ({ options }: Dial): string => (options.file ?? '').replace(/\/[^/]*$/, '') || '/'

const seeFolder = (dial: Dial): Advice =>
  say('See what is there.', `ls -l ${shellQuote(folderOf(dial))}`)

/** What goes wrong with the file of a test world (`test:///PATH`), one row each. */
export const worldTroubles = {
  'world-missing': {
    code: 'uri.refused',
    title: 'The file of the test world is not there',
    advice: (dial) => [seeFolder(dial), say('The built-in world needs no file: test:///default.')],
  },
  'world-no-file': {
    code: 'uri.refused',
    title: 'There is something else where the test world’s file should be',
    advice: (dial) => [seeFolder(dial)],
  },
  'world-denied': {
    code: 'host.denied',
    title: 'The test world’s file may not be read',
    advice: ({ options }) => [
      say('See who may.', `namei -l ${shellQuote(options.file ?? '/')}`),
      say('Let everybody read it.', `sudo chmod a+r ${shellQuote(options.file ?? '/')}`),
    ],
  },
  'world-forbidden': {
    code: 'uri.forbidden',
    title: 'Test worlds may not lie in that folder',
    advice: (dial) => [
      say(
        'Allow the folder in the configuration of this server and start it again.',
        `OIRASE_WORLDS=${shellQuote(folderOf(dial))}`,
      ),
    ],
  },
  'world-wrong': {
    code: 'uri.refused',
    title: 'The test world’s file makes no sense',
    advice: ({ options }) => [
      say('Check it as XML.', `xmllint --noout ${shellQuote(options.file ?? '/')}`),
      say('Its format is that of libvirt’s test driver: https://libvirt.org/drvtest.html.'),
    ],
  },
} as const satisfies Record<string, Trouble>

export const worldTrouble = troubledBy(worldTroubles)
